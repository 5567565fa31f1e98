//! Reserved device names of Windows: no file may have such a name, whatever its extension. Exported
//! datasets and imported articles avoid them on every system, since users share folders.

/// Whether a file name is a reserved device name, in upper or lower case: `nul`, `COM1.txt`.
pub fn is_device_name(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or_default();
    let is = |other: &str| stem.eq_ignore_ascii_case(other);
    let is_port = || {
        let Some((kind, [b'0'..=b'9'])) = stem.as_bytes().split_at_checked(3) else {
            return false;
        };
        kind.eq_ignore_ascii_case(b"com") || kind.eq_ignore_ascii_case(b"lpt")
    };
    ["con", "prn", "aux", "nul"].into_iter().any(is) || is_port()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_devices_are_known() {
        for name in [
            "con",
            "PRN",
            "Aux.txt",
            "nul.tar.gz",
            "COM1",
            "com9.txt",
            "LPT0",
        ] {
            assert!(is_device_name(name), "{name}");
        }
        for name in [
            "", "cont", "com", "comx", "com10", "é1", "xcon", "a.con", "lptä",
        ] {
            assert!(!is_device_name(name), "{name}");
        }
    }
}
