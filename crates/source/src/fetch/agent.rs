use std::{fmt, net::IpAddr};

use ureq::{
    Agent, Error, Proxy, ProxyProtocol,
    config::Config,
    http::{HeaderValue, Uri},
    unversioned::{
        resolver::{DefaultResolver, ResolvedSocketAddrs, Resolver},
        transport::{DefaultConnector, NextTimeout},
    },
};

use super::{BadSetting, Settings, is_public};

/// The agents of a client: one that connects to whatever a name stands for, and
/// one that keeps to the public internet.
pub(super) fn agents(settings: &Settings) -> Result<(Agent, Agent), BadSetting> {
    let proxy = settings.proxy.as_deref().map(|address| proxy(address, &settings.no_proxy)).transpose()?;
    // ureq panics on a user agent that is no header.
    if HeaderValue::from_str(&settings.user_agent).is_err() {
        return Err(BadSetting { setting: "user agent", problem: "holds characters that a header cannot" });
    }
    let timeouts = settings.timeouts;
    let config = Agent::config_builder()
        .http_status_as_error(false)
        .max_redirects(0)
        .user_agent(settings.user_agent.as_str())
        .proxy(proxy.clone())
        .timeout_resolve(Some(timeouts.connect))
        .timeout_connect(Some(timeouts.connect))
        .timeout_send_request(Some(timeouts.response))
        .timeout_recv_response(Some(timeouts.response))
        .timeout_per_read(Some(timeouts.stall))
        .build();
    let guarded = Agent::with_parts(config.clone(), DefaultConnector::default(), Guarded::beside(proxy.as_ref()));
    Ok((config.into(), guarded))
}

fn proxy(address: &str, no_proxy: &[String]) -> Result<Proxy, BadSetting> {
    let bad = |problem| BadSetting { setting: "proxy", problem };
    let unreadable = |_: Error| bad("is no address such as http://proxy.example.org:3128");
    let proxy = Proxy::new(address).map_err(unreadable)?;
    if !matches!(proxy.protocol(), ProxyProtocol::Http | ProxyProtocol::Https) {
        return Err(bad("is to be one for HTTP; SOCKS is not spoken here"));
    }
    let mut builder = Proxy::builder(proxy.protocol()).host(proxy.host()).port(proxy.port());
    if let Some(name) = proxy.username() {
        builder = builder.username(name);
    }
    if let Some(password) = proxy.password() {
        builder = builder.password(password);
    }
    for host in no_proxy.iter().map(|h| h.trim()).filter(|h| !h.is_empty()) {
        // As curl reads it: a host, with or without a dot, and what is under it.
        let name = host.trim_start_matches("*.").trim_start_matches('.');
        builder = builder.no_proxy(name);
        if name != "*" {
            builder = builder.no_proxy(&format!(".{name}"));
        }
    }
    builder.build().map_err(unreadable)
}

/// A name stands for an address that is not of the public internet.
#[derive(Debug)]
pub(super) struct NotPublic(pub(super) IpAddr);

impl fmt::Display for NotPublic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} is no address of the public internet", self.0)
    }
}

impl std::error::Error for NotPublic {}

/// Looks names up and gives the addresses to the connection only if all are
/// public, so that there is no second look-up which could be answered otherwise.
#[derive(Debug, Default)]
struct Guarded {
    names: DefaultResolver,
    /// The proxy is the user's choice and mostly stands in a private network.
    proxy: Option<(String, u16)>,
}

impl Guarded {
    fn beside(proxy: Option<&Proxy>) -> Self {
        Self { names: DefaultResolver::default(), proxy: proxy.map(|p| (p.host().to_owned(), p.port())) }
    }

    fn is_proxy(&self, uri: &Uri) -> bool {
        self.proxy.as_ref().is_some_and(|(host, port)| uri.host() == Some(host) && uri.port_u16() == Some(*port))
    }
}

impl Resolver for Guarded {
    fn resolve(&self, uri: &Uri, config: &Config, timeout: NextTimeout) -> Result<ResolvedSocketAddrs, Error> {
        let found = self.names.resolve(uri, config, timeout)?;
        match found.iter().find(|address| !is_public(address.ip())) {
            Some(address) if !self.is_proxy(uri) => Err(Error::Other(Box::new(NotPublic(address.ip())))),
            _ => Ok(found),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(proxy: &str) -> &'static str {
        super::proxy(proxy, &[]).unwrap_err().problem
    }

    #[test]
    fn what_is_no_proxy_is_said() {
        assert_eq!(refused("http://"), "is no address such as http://proxy.example.org:3128");
        assert_eq!(refused("ftp://proxy"), "is no address such as http://proxy.example.org:3128");
        assert_eq!(refused("socks5://proxy"), "is to be one for HTTP; SOCKS is not spoken here");
        let mut settings = Settings::new("scratch");
        settings.user_agent = "a\nb".to_owned();
        assert_eq!(agents(&settings).unwrap_err().setting, "user agent");
    }

    #[test]
    fn hosts_without_proxy_bring_what_is_under_them() {
        let proxy = proxy("http://me:p%40ss@proxy.example:3128", &["a.example".into(), " .b.example".into()]).unwrap();
        assert_eq!((proxy.username(), proxy.password(), proxy.port()), (Some("me"), Some("p@ss"), 3128));
        let skips = |uri: &str| proxy.is_no_proxy(&uri.parse().unwrap());
        assert!(skips("https://a.example/") && skips("https://x.a.example/"));
        assert!(skips("https://b.example/") && skips("https://x.b.example/"));
        assert!(!skips("https://ba.example/") && !skips("https://c.example/"));
    }
}
