//! Writes a Nessus file of so many hosts with so many findings each to standard output: `nessus HOSTS ITEMS`.

use std::io::{BufWriter, Write as _};

fn main() -> std::io::Result<()> {
    let mut numbers = std::env::args().skip(1).map(|text| text.parse::<u32>());
    let (Some(Ok(hosts)), Some(Ok(items)), None) = (numbers.next(), numbers.next(), numbers.next()) else {
        return Err(std::io::Error::other("usage: nessus HOSTS ITEMS"));
    };
    let mut out = BufWriter::new(std::io::stdout().lock());
    yunjian_evidence::testdata::write_nessus(&mut out, hosts, items)?;
    out.flush()
}
