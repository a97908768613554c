#![allow(clippy::disallowed_methods, clippy::print_stdout)]
use attache_engine::*;
fn main() {
    let mut args = std::env::args().skip(1);
    let store = args.next().unwrap();
    let engine = Engine::open(store.as_ref()).unwrap();
    for file in args {
        let bytes = std::fs::read(&file).unwrap();
        let t = std::time::Instant::now();
        let request = CheckRequest {
            name: file.clone(),
            bytes,
            format: if file.ends_with(".md") { prose::Format::Markdown } else { prose::Format::Text },
            given: Default::default(),
            as_of: Default::default(),
        };
        let checked = engine.check(&request).unwrap();
        let r = &checked.report;
        println!(
            "== {file}: {:?} {:?} in {:?}",
            r.context.about.it.iter().map(|a| a.code()).collect::<Vec<_>>(),
            r.context.dated.it,
            t.elapsed()
        );
        for j in &r.statements {
            println!(
                "[{}]{} {:?} {}\n    {}",
                j.verdict,
                if j.is_composed { "*" } else { "" },
                j.kind.map(|k| k.to_string()),
                j.text,
                j.because
            );
        }
        for f in &r.findings {
            println!("!! {} {}: {}\n    {:?}", f.severity, f.rule, f.message, f.fix);
        }
        for n in &r.numbers {
            if let checking::Account::Exempt(e) = n.account {
                println!("exempt {:?} {}", n.text, e.name());
            }
        }
        println!("{}", r.tally());
    }
}
