// SPDX-License-Identifier: Apache-2.0
//! Lists sockets with netstat2 over and over: each line of standard input asks once, and the line that answers has the
//! milliseconds and the number of rows.

use netstat2::{get_sockets_info, AddressFamilyFlags, ProtocolFlags};
use std::io::{self, BufRead, Write};
use std::time::Instant;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    println!("ready");
    io::stdout().flush()?;
    for question in io::stdin().lock().lines() {
        question?;
        let before = Instant::now();
        let sockets = get_sockets_info(
            AddressFamilyFlags::IPV4 | AddressFamilyFlags::IPV6,
            ProtocolFlags::TCP | ProtocolFlags::UDP,
        )?;
        println!("{} {}", before.elapsed().as_secs_f64() * 1e3, sockets.len());
        io::stdout().flush()?;
    }
    Ok(())
}
