//! Names that Windows keeps for devices: no file may be called so, with whatever ending. Datasets and
//! articles that are imported keep clear of them on every system, since folders are passed on.

/// Whether a file name is that of a device, in capital or small letters: `nul`, `COM1.txt`.
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
