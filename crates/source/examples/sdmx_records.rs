//! Writes the records of SDMX messages, a JSON object a line, for
//! `scripts/sdmx-crosscheck`: `cargo run -p attache-source --example
//! sdmx_records -- FILE…`. A line `{"file": …, "error": …}` ends each file.
#![allow(clippy::print_stdout, reason = "it is for that")]
#![expect(clippy::disallowed_methods, reason = "it reads the files that it is given")]

use attache_source::{
    Input,
    sdmx::{Record, Value, records},
};
use serde_json::{Map, Value as Json, json};

fn line(record: &Record<'_>) -> Json {
    let components: Map<String, Json> =
        record.components.iter().map(|c| (c.id.to_string(), Json::from(c.value.as_ref()))).collect();
    let value = match record.value {
        Value::Number { token, .. } | Value::Text(token) => Json::from(token),
        Value::Missing(_) => Json::Null,
    };
    json!({"components": components, "time": record.time, "measure": record.measure, "value": value,
           "place": record.pointer.to_string()})
}

fn main() {
    for file in std::env::args().skip(1) {
        let said = match std::fs::read(&file) {
            Ok(bytes) => {
                let input = Input::new(&file, &bytes);
                let read = records(&input, &mut |record| {
                    println!("{}", line(record));
                    Ok(())
                });
                read.err().map(|error| error.to_string())
            }
            Err(error) => Some(error.to_string()),
        };
        println!("{}", json!({"file": file, "error": said}));
    }
}
