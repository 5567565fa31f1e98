//! The attributes that a file keeps when it is replaced: owner, group, permissions, access control
//! list (ACL) and extended attributes.
//!
//! It does not know how a file is replaced. The new version is never more readable than the file
//! will be: it is created for its owner alone, then gets owner and group, then the access list, and
//! the permissions last. What the system does not let us keep never opens the file to others: if
//! the group cannot be kept, ours may do what everyone may.
//!
//! On Windows a new version has the access list of its folder.

use std::fs::{self, File};
use std::io;
use std::path::Path;

use super::file_system::FileSystem;

/// How a new file is created.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Access {
    /// With the permissions that the system gives new files.
    Ordinary,
    /// For its owner alone.
    Private,
}

/// What could not be kept.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct NotKept {
    /// The permissions.
    pub permissions: bool,
    /// Something without which a colleague may be locked out: owner, group or access list.
    pub owner: bool,
}

/// Creates a file that must not exist yet.
pub(super) fn create_new(path: &Path, access: Access) -> io::Result<File> {
    create_with_mode(
        path,
        match access {
            Access::Ordinary => 0o666,
            Access::Private => 0o600,
        },
    )
}

/// Creates a file with a mode, from which the system subtracts the umask.
fn create_with_mode(path: &Path, mode: u32) -> io::Result<File> {
    let mut options = File::options();
    options.read(true).write(true).create_new(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt as _;
        options.mode(mode);
    }
    #[cfg(not(unix))]
    let _ = mode;
    options.open(path)
}

/// Creates a file that must not exist yet, with the attributes of the file that it will replace.
pub(super) fn create_like(
    system: &dyn FileSystem,
    path: &Path,
    replaced: &Path,
    there: &fs::Metadata,
) -> io::Result<(File, NotKept)> {
    #[cfg(unix)]
    {
        unix::create_like(system, path, replaced, there)
    }
    #[cfg(not(unix))]
    {
        let _ = (system, replaced, there);
        Ok((create_with_mode(path, 0o666)?, NotKept::default()))
    }
}

/// Gives an existing file or folder the attributes of the one that it will replace.
pub(super) fn make_like(
    system: &dyn FileSystem,
    path: &Path,
    replaced: &Path,
    there: &fs::Metadata,
) -> io::Result<NotKept> {
    #[cfg(unix)]
    {
        Ok(unix::copy(system, &File::open(path)?, replaced, there)?.0)
    }
    #[cfg(not(unix))]
    {
        let _ = (system, path, replaced, there);
        Ok(NotKept::default())
    }
}

#[cfg(unix)]
mod unix {
    use std::os::unix::fs::MetadataExt as _;

    use super::*;
    use crate::atomic::file_system::is_lacking;

    /// The bits of the group, as bits of everyone.
    fn group_bits(mode: u32) -> u32 {
        (mode >> 3) & 0o7
    }

    pub(super) fn create_like(
        system: &dyn FileSystem,
        path: &Path,
        replaced: &Path,
        there: &fs::Metadata,
    ) -> io::Result<(File, NotKept)> {
        // The owner's part of the mode is all that may be seen of it before owner and group are set.
        let file = create_with_mode(path, there.mode() & 0o600)?;
        let (mut not_kept, mode) = copy(system, &file, replaced, there)?;
        if !not_kept.permissions {
            return Ok((file, not_kept));
        }
        // Where permissions cannot be set they may still be given at the beginning.
        drop(file);
        fs::remove_file(path)?;
        let file = create_with_mode(path, mode)?;
        let again = file.metadata()?;
        if again.gid() != there.gid() {
            let _ = system.set_owner(&file, None, Some(there.gid()));
        }
        not_kept.permissions = again.mode() & 0o777 != there.mode() & 0o777;
        Ok((file, not_kept))
    }

    /// Copies all attributes; returns what could not be kept, and the mode that the file should have.
    pub(super) fn copy(
        system: &dyn FileSystem,
        file: &File,
        replaced: &Path,
        there: &fs::Metadata,
    ) -> io::Result<(NotKept, u32)> {
        let ours = file.metadata()?;
        let (owner, group) = (there.uid(), there.gid());
        if (ours.uid(), ours.gid()) != (owner, group)
            && system.set_owner(file, Some(owner), Some(group)).is_err()
            && ours.gid() != group
        {
            // Only root gives files away, but everyone may choose among his own groups.
            let _ = system.set_owner(file, None, Some(group));
        }
        let ours = file.metadata()?;
        let (is_owner, is_group) = (ours.uid() == owner, ours.gid() == group);
        let list = super::extended::copy(file, replaced, is_group);

        let mut mode = there.mode() & 0o7777;
        if !(is_owner && is_group) {
            mode &= 0o777;
        }
        match list {
            // The bits of the group are the limit of the list, in which the group has its own.
            AccessList::Kept => {}
            AccessList::Lost { group } => mode = (mode & !0o070) | (group & group_bits(mode)) << 3,
            AccessList::None => {}
        }
        if !is_group && list != AccessList::Kept {
            mode = (mode & !0o070) | (group_bits(mode) & mode & 0o7) << 3;
        }
        let mut not_kept = NotKept {
            permissions: false,
            owner: matches!(list, AccessList::Lost { .. }),
        };
        // Who owned the file has what its group has from now on.
        let owner_loses = (there.mode() >> 6) & 0o6 & !group_bits(mode) != 0;
        not_kept.owner |= !is_group || (!is_owner && owner_loses);
        if file.metadata()?.mode() & 0o7777 != mode {
            match system.set_mode(file, mode) {
                Ok(()) => {}
                Err(error) if is_lacking(&error) => not_kept.permissions = true,
                Err(error) => return Err(error),
            }
        }
        Ok((not_kept, mode))
    }
}

/// What became of an access list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(
    not(unix),
    expect(dead_code, reason = "access lists are those of Unix")
)]
enum AccessList {
    /// The file that is replaced has none.
    None,
    Kept,
    /// It could not be set; the group has these permissions in it.
    Lost {
        group: u32,
    },
}

/// Extended attributes, of which access lists are one.
#[cfg(any(target_os = "linux", target_os = "macos"))]
mod extended {
    use rustix::fs::{
        XattrFlags, fremovexattr, fsetxattr, getxattr, getxattr_query, listxattr, listxattr_query,
    };

    use super::*;

    /// The attribute that is the access list.
    const ACCESS_LIST: &[u8] = b"system.posix_acl_access";

    /// Entries of an access list: the group of the file, and everyone else.
    const GROUP: u16 = 0x04;
    const OTHERS: u16 = 0x20;

    /// Copies all attributes that the system lets us copy. If the group is not kept, the entry of the
    /// group in the access list is limited to what everyone may.
    pub(super) fn copy(file: &File, replaced: &Path, is_group: bool) -> AccessList {
        let names = names(replaced);
        let mut list = AccessList::None;
        for name in names.split(|byte| *byte == 0).filter(|n| !n.is_empty()) {
            let Some(mut value) = value(replaced, name) else {
                continue;
            };
            let is_list = name == ACCESS_LIST;
            let group = permissions(&value, GROUP);
            if is_list && !is_group {
                limit_group(&mut value);
            }
            let set = fsetxattr(file, name, &value, XattrFlags::empty());
            if is_list {
                list = match set {
                    Ok(()) => AccessList::Kept,
                    Err(_) => AccessList::Lost {
                        group: u32::from(group),
                    },
                };
            } else if let Err(error) = set {
                log::debug!("an extended attribute is not kept: {error}");
            }
        }
        if list == AccessList::None {
            // That of the folder, which new files get.
            let _ = fremovexattr(file, ACCESS_LIST);
        }
        list
    }

    fn names(path: &Path) -> Vec<u8> {
        let mut names = vec![0; listxattr_query(path).unwrap_or(0)];
        match listxattr(path, &mut names[..]) {
            Ok(length) => names.truncate(length),
            Err(_) => names.clear(),
        }
        names
    }

    fn value(path: &Path, name: &[u8]) -> Option<Vec<u8>> {
        let mut value = vec![0; getxattr_query(path, name).ok()?];
        let length = getxattr(path, name, &mut value[..]).ok()?;
        value.truncate(length);
        Some(value)
    }

    /// The entries after the version: tag, permissions and id, in little endian.
    fn entries(list: &mut [u8]) -> impl Iterator<Item = &mut [u8]> {
        list.get_mut(4..).unwrap_or_default().chunks_exact_mut(8)
    }

    fn tag(entry: &[u8]) -> u16 {
        u16::from_le_bytes([entry[0], entry[1]])
    }

    fn permissions(list: &[u8], of: u16) -> u8 {
        let entries = list.get(4..).unwrap_or_default().chunks_exact(8);
        let mut of = entries.filter(|entry| tag(entry) == of);
        of.next().map_or(0, |entry| entry[2])
    }

    fn limit_group(list: &mut [u8]) {
        let others = permissions(list, OTHERS);
        for entry in entries(list).filter(|entry| tag(entry) == GROUP) {
            entry[2] &= others;
        }
    }
}

/// Other systems have none that we know.
#[cfg(all(unix, not(any(target_os = "linux", target_os = "macos"))))]
mod extended {
    use super::*;

    pub(super) fn copy(_: &File, _: &Path, _: bool) -> AccessList {
        AccessList::None
    }
}
