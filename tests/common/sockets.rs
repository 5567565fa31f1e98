//! What sockets a process has, as Linux tells it.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::PathBuf;

/// A process's sockets by what they speak to.
#[derive(Debug, Default)]
pub struct Sockets {
    /// Those within this machine: display, desktop bus, the system's device events.
    pub local: usize,
    /// All others: the local port where it is known. One that is neither bound nor connected has none.
    pub network: Vec<Option<u16>>,
}

impl Sockets {
    /// Of a process, at this moment; none if it has ended.
    pub fn of(process: u32) -> Self {
        let folder = PathBuf::from(format!("/proc/{process}"));
        let files = fs::read_dir(folder.join("fd")).into_iter().flatten();
        let open: BTreeSet<u64> = files
            .flatten()
            .filter_map(|file| {
                let target = fs::read_link(file.path()).ok()?;
                let target = target.to_str()?.strip_prefix("socket:[")?;
                target.strip_suffix(']')?.parse().ok()
            })
            .collect();
        if open.is_empty() {
            return Self::default();
        }
        // Rows of a table of the kernel, as words, without the head.
        let table = |name: &str| -> Vec<Vec<String>> {
            let text = fs::read_to_string(folder.join("net").join(name)).unwrap_or_default();
            let words = |line: &str| line.split_whitespace().map(str::to_owned).collect();
            text.lines().skip(1).map(words).collect()
        };
        let column = |name, column: usize| -> BTreeSet<u64> {
            let rows = table(name).into_iter();
            rows.filter_map(|row| row.get(column)?.parse().ok())
                .collect()
        };
        let mut local = column("unix", 6);
        local.extend(column("netlink", 9));
        let mut ports: BTreeMap<u64, u16> = BTreeMap::new();
        for row in ["tcp", "tcp6", "udp", "udp6", "raw", "raw6"]
            .into_iter()
            .flat_map(table)
        {
            let port = row.get(1).and_then(|place| place.rsplit(':').next());
            let port = port.and_then(|port| u16::from_str_radix(port, 16).ok());
            let inode = row.get(9).and_then(|inode| inode.parse().ok());
            ports.extend(inode.zip(port));
        }
        let mut sockets = Self::default();
        for inode in open {
            if local.contains(&inode) {
                sockets.local += 1;
            } else {
                sockets.network.push(ports.get(&inode).copied());
            }
        }
        sockets
    }
}
