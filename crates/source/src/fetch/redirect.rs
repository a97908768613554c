use std::net::IpAddr;

use url::{Host, Url};

use super::{Cause, is_public};

/// Where a job's requests may go.
pub(super) struct Bounds<'a> {
    /// Where the job began.
    pub(super) home: &'a Url,
    /// Hosts of others, with or without a port.
    pub(super) listed: Vec<&'a str>,
    pub(super) allow_private: bool,
}

/// How a request within bounds is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Manner {
    /// The host is the publisher's own, who gave out the key.
    pub(super) with_key: bool,
    /// Its name must stand for an address of the public internet.
    pub(super) guarded: bool,
}

impl Bounds<'_> {
    /// How to go to `target`, coming from `from`.
    ///
    /// The job's own host is the same name and port, with `www.` or without. It
    /// may stand where it likes, for it is where the user or the source wanted
    /// to go; whoever could make its name stand for another address could have
    /// done so at first.
    pub(super) fn manner(&self, from: &Url, target: &Url) -> Result<Manner, Cause> {
        let to = || shown(target);
        if !matches!(target.scheme(), "http" | "https") || !target.username().is_empty() || target.password().is_some()
        {
            return Err(Cause::Address { problem: format!("leads to {}, which is not asked", to()) });
        }
        if from.scheme() == "https" && target.scheme() == "http" {
            return Err(Cause::Downgrade { to: to() });
        }
        if self.same_port(target) && target.host() == self.home.host() {
            return Ok(Manner { with_key: true, guarded: false });
        }
        let kin = self.same_port(target) && bare(target) == bare(self.home);
        let private = number(target).is_some_and(|a| !is_public(a)) && !self.allow_private;
        if !kin && !self.listed.iter().any(|host| is_listed(target, host)) {
            let from_public = number(self.home).is_none_or(is_public);
            return Err(if private && from_public {
                Cause::Private { to: to() }
            } else {
                Cause::Elsewhere { to: to() }
            });
        }
        if private {
            return Err(Cause::Private { to: to() });
        }
        Ok(Manner { with_key: kin, guarded: !self.allow_private })
    }

    /// The port of the job's own host, or both are the usual one of their scheme.
    fn same_port(&self, target: &Url) -> bool {
        target.port_or_known_default() == self.home.port_or_known_default()
            || (target.port().is_none() && self.home.port().is_none())
    }
}

/// An address as errors show it: without what comes after its path, where keys
/// and tokens are, and without user and password.
fn shown(url: &Url) -> String {
    let mut url = url.clone();
    url.set_query(None);
    url.set_fragment(None);
    // Both fail only for addresses that have no host, and then there are none.
    let _ = url.set_username("");
    let _ = url.set_password(None);
    url.into()
}

fn number(url: &Url) -> Option<IpAddr> {
    match url.host()? {
        Host::Ipv4(address) => Some(address.into()),
        Host::Ipv6(address) => Some(address.into()),
        Host::Domain(_) => None,
    }
}

fn bare(url: &Url) -> &str {
    let host = url.host_str().unwrap_or_default();
    host.strip_prefix("www.").unwrap_or(host)
}

fn is_listed(target: &Url, host: &str) -> bool {
    let name = target.host_str().unwrap_or_default();
    if name.eq_ignore_ascii_case(host) {
        return true;
    }
    let port = target.port_or_known_default().map(|p| p.to_string());
    host.rsplit_once(':')
        .is_some_and(|(listed, number)| name.eq_ignore_ascii_case(listed) && port.as_deref() == Some(number))
}

#[cfg(test)]
mod tests {
    use super::*;

    const OWN: Manner = Manner { with_key: true, guarded: false };
    const KIN: Manner = Manner { with_key: true, guarded: true };
    const OTHER: Manner = Manner { with_key: false, guarded: true };

    fn go(home: &str, target: &str, listed: &[&str], allow_private: bool) -> Result<Manner, Cause> {
        let (home, target) = (Url::parse(home).unwrap(), Url::parse(target).unwrap());
        Bounds { home: &home, listed: listed.to_vec(), allow_private }.manner(&home, &target)
    }

    fn refused(home: &str, target: &str) -> String {
        go(home, target, &[], false).unwrap_err().to_string()
    }

    #[test]
    fn the_own_host_may_be_asked() {
        for (home, target) in [
            ("https://a.org/x", "https://A.org/y?z=1"),
            ("https://a.org/x", "https://a.org:443/y"),
            ("http://a.org/x", "https://a.org/x"),
            ("http://127.0.0.1:8080/x", "http://127.0.0.1:8080/y"),
            ("http://127.0.0.1:8080/x", "http://127.1:8080/y"),
            ("http://[::1]:8080/x", "http://[::1]:8080/y"),
        ] {
            assert_eq!(go(home, target, &[], false).unwrap(), OWN, "{target}");
        }
        assert_eq!(go("https://a.org/x", "https://www.a.org/x", &[], false).unwrap(), KIN);
        assert_eq!(go("https://www.a.org/x", "https://a.org/x", &[], false).unwrap(), KIN);
    }

    #[test]
    fn other_hosts_are_asked_without_key_where_they_are_listed() {
        let listed = ["files.b.org", "c.org:8443"];
        for target in ["https://files.b.org/x", "https://FILES.b.org:8443/x", "https://c.org:8443/"] {
            assert_eq!(go("https://a.org/", target, &listed, false).unwrap(), OTHER, "{target}");
        }
        for target in ["https://b.org/", "https://files.b.org.evil.org/", "https://c.org/", "https://xfiles.b.org/"] {
            assert!(matches!(go("https://a.org/", target, &listed, false), Err(Cause::Elsewhere { .. })), "{target}");
        }
    }

    #[test]
    fn another_host_is_refused() {
        for (home, target) in [
            ("https://a.org/", "https://b.org/"),
            ("https://a.org/", "https://a.org:8443/"),
            ("https://a.org/", "https://www.www.a.org/"),
            ("https://a.org/", "https://x.a.org/"),
            ("http://127.0.0.1:80/", "http://127.0.0.2:80/"),
            ("http://127.0.0.1:8080/", "http://127.0.0.1:8081/"),
            ("http://127.0.0.1:8080/", "http://localhost:8080/"),
        ] {
            assert!(refused(home, target).contains("another host"), "{home} {target}");
        }
    }

    #[test]
    fn addresses_outside_the_public_internet_are_refused() {
        for target in [
            "https://127.0.0.1/",
            "https://0x7f.1/",
            "https://2130706433/",
            "https://169.254.169.254/latest/meta-data",
            "https://[::ffff:10.0.0.1]/",
            "https://[fd00:ec2::254]/",
        ] {
            assert!(matches!(go("https://a.org/", target, &[], false), Err(Cause::Private { .. })), "{target}");
        }
        let listed = ["10.0.0.1", "127.0.0.2"];
        assert!(matches!(go("https://a.org/", "https://10.0.0.1/", &listed, false), Err(Cause::Private { .. })));
        assert!(matches!(go("http://127.0.0.1/", "http://127.0.0.2/", &listed, false), Err(Cause::Private { .. })));
        let allowed = Manner { with_key: false, guarded: false };
        assert_eq!(go("https://a.org/", "https://10.0.0.1/", &listed, true).unwrap(), allowed);
        assert!(matches!(go("https://a.org/", "https://10.0.0.2/", &listed, true), Err(Cause::Elsewhere { .. })));
    }

    #[test]
    fn neither_down_nor_out_of_the_web() {
        assert!(matches!(go("https://a.org/", "http://a.org/", &[], false), Err(Cause::Downgrade { .. })));
        for target in ["ftp://a.org/", "file:///etc/passwd", "data:,x", "https://user:secret@a.org/"] {
            let said = refused("https://a.org/", target);
            assert!(said.contains("which is not asked") && !said.contains("secret"), "{said}");
        }
    }
}
