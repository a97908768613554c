//! What the fuzz targets share: a source's parser, fed with bytes.

use attache_model::{Edition, Event, Observation, Place, Sink, SinkError, Unparsed};
use attache_source::{Input, find};

/// Counts rows and keeps none.
#[derive(Default)]
struct Counting {
    editions: u64,
    rows: u64,
}

impl Sink for Counting {
    fn edition(&mut self, _: Edition) -> Result<(), SinkError> {
        self.editions += 1;
        Ok(())
    }

    fn observation(&mut self, _: Observation, _: Place) -> Result<(), SinkError> {
        assert!(self.editions > 0, "a row before an edition");
        self.rows += 1;
        Ok(())
    }

    fn event(&mut self, _: Event, _: Place) -> Result<(), SinkError> {
        assert!(self.editions > 0, "a row before an edition");
        self.rows += 1;
        Ok(())
    }

    fn unparsed(&mut self, _: Unparsed) {}
}

/// Parses the bytes as a file of this name. Any result will do; a panic, a
/// timeout or running out of memory is a finding.
pub fn parse(source: &str, name: &str, bytes: &[u8]) {
    let source = find(source).expect("the target's name is that of a source");
    let result = source.parse(&Input::new(name, bytes), &mut Counting::default());
    if let Err(error) = result {
        assert!(!error.to_string().is_empty());
    }
}
