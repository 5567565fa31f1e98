//! Tests of replacing files, on the file system as it is and on ones that lack something.

use super::*;

fn folder() -> tempfile::TempDir {
    tempfile::tempdir().expect("a folder")
}

#[test]
fn a_file_is_replaced_only_if_it_is_unchanged_since_reading() {
    let folder = folder();
    let path = folder.path().join("a.json");
    let first = replace(&path, b"one", Expected::Nothing).expect("it is new");
    assert!(matches!(
        replace(&path, b"two", Expected::Nothing),
        Err(WriteError::ChangedOutside { .. })
    ));
    let second = replace(&path, b"two", Expected::Contents(&first)).expect("it is ours");
    assert_eq!(fs::read(&path).expect("it is there"), b"two");
    fs::write(&path, b"TWO").expect("another program writes");
    assert!(matches!(
        replace(&path, b"three", Expected::Contents(&second)),
        Err(WriteError::ChangedOutside { .. })
    ));
    fs::write(&path, b"two").expect("and takes it back");
    replace(&path, b"three", Expected::Contents(&second)).expect("contents count, not times");
    fs::remove_file(&path).expect("it goes");
    assert!(matches!(
        replace(&path, b"four", Expected::Contents(&second)),
        Err(WriteError::ChangedOutside { .. })
    ));
    let left = fs::read_dir(folder.path()).expect("a folder").count();
    assert_eq!(left, 0, "no temporary file stays");
}

#[cfg(unix)]
#[test]
fn permissions_and_links_stay() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = folder();
    let (real, link) = (folder.path().join("real"), folder.path().join("link"));
    fs::write(&real, b"one").expect("a file");
    fs::set_permissions(&real, fs::Permissions::from_mode(0o640)).expect("a mode");
    std::os::unix::fs::symlink("real", &link).expect("a link");
    replace(&link, b"two", Expected::Anything).expect("it is written");
    assert_eq!(fs::read(&real).expect("it is there"), b"two");
    let mode = fs::metadata(&real).expect("it is there").permissions();
    assert_eq!(mode.mode() & 0o777, 0o640);
    assert!(
        link.symlink_metadata()
            .expect("it is there")
            .file_type()
            .is_symlink()
    );

    let ordinary = folder.path().join("ordinary");
    File::create(&ordinary).expect("a file");
    let new = folder.path().join("new");
    replace(&new, b"", Expected::Nothing).expect("it is written");
    let mode = |path| {
        fs::metadata(path)
            .expect("it is there")
            .permissions()
            .mode()
    };
    assert_eq!(mode(&new), mode(&ordinary));
}

#[test]
fn of_many_files_only_those_that_changed_stay_as_they_are() {
    let folder = folder();
    let path = |number: usize| folder.path().join(format!("{number}.json"));
    let stamps: Vec<Stamp> = (0..2 * TOGETHER)
        .map(|number| replace(&path(number), b"old", Expected::Nothing).expect("it is new"))
        .collect();
    fs::write(path(3), "theirs").expect("another program writes");
    fs::remove_file(path(5)).expect("and removes");
    let new = (0..stamps.len()).map(|number| Prepared::new(&path(number), b"new"));
    let new = new.collect::<Result<_, _>>().expect("they are written");
    let synced = sync_together(new).into_iter().zip(&stamps);
    let synced = synced.map(|(new, old)| (new.expect("synced"), Expected::Contents(old)));
    let mut results = put_together(synced.collect()).into_iter();
    for number in 0..stamps.len() {
        let result = results.next().expect("as many as there were");
        let there = fs::read_to_string(path(number)).ok();
        match (number, result) {
            (3, Err(WriteError::ChangedOutside { path: message })) => {
                assert_eq!(there.as_deref(), Some("theirs"));
                assert_eq!(message, path(number));
            }
            (5, Err(WriteError::ChangedOutside { .. })) => assert_eq!(there, None),
            (3 | 5, other) => panic!("{number}: {other:?}"),
            (_, result) => {
                let stamp = result.expect("it is ours");
                assert_eq!(there.as_deref(), Some("new"));
                assert!(stamp.holds(&path(number)).expect("it is read"));
            }
        }
    }
    let left = fs::read_dir(folder.path()).expect("a folder").count();
    assert_eq!(left, stamps.len() - 1, "no temporary file stays");
}

#[test]
fn a_file_in_a_missing_folder_is_an_error() {
    let path = folder().path().join("gone").join("a");
    assert!(matches!(
        replace(&path, b"", Expected::Anything),
        Err(WriteError::Io { .. })
    ));
}

/// A file system that lacks some calls.
#[derive(Default)]
struct Lacking {
    rename_new: Option<io::ErrorKind>,
    hard_link: Option<io::ErrorKind>,
    /// Renaming over an existing file.
    replace: bool,
    sync: Option<io::ErrorKind>,
    locks: bool,
    chmod: bool,
    /// Giving a file to another owner; or also to another group.
    chown: bool,
    chgrp: bool,
    /// The modes of the temporary file whenever something is called with it.
    #[cfg(unix)]
    seen: std::cell::RefCell<Vec<u32>>,
}

impl Lacking {
    #[cfg(unix)]
    fn see(&self, file: &File) {
        use std::os::unix::fs::MetadataExt as _;
        let mode = file.metadata().expect("it is there").mode();
        self.seen.borrow_mut().push(mode & 0o7777);
    }
}

fn unless(lacking: Option<io::ErrorKind>) -> io::Result<()> {
    lacking.map_or(Ok(()), |kind| Err(kind.into()))
}

impl FileSystem for Lacking {
    fn sync(&self, file: &File) -> io::Result<()> {
        unless(self.sync)?;
        System.sync(file)
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        if self.replace && to.exists() {
            return Err(io::ErrorKind::PermissionDenied.into());
        }
        System.rename(from, to)
    }

    fn rename_new(&self, from: &Path, to: &Path) -> io::Result<()> {
        unless(self.rename_new)?;
        System.rename_new(from, to)
    }

    fn hard_link(&self, from: &Path, to: &Path) -> io::Result<()> {
        unless(self.hard_link)?;
        System.hard_link(from, to)
    }

    fn lock(&self, folder: &File) -> io::Result<()> {
        unless(self.locks.then_some(io::ErrorKind::Unsupported))?;
        System.lock(folder)
    }

    #[cfg(unix)]
    fn set_mode(&self, file: &File, mode: u32) -> io::Result<()> {
        self.see(file);
        unless(self.chmod.then_some(io::ErrorKind::Unsupported))?;
        System.set_mode(file, mode)
    }

    #[cfg(unix)]
    fn set_owner(&self, file: &File, owner: Option<u32>, group: Option<u32>) -> io::Result<()> {
        self.see(file);
        let denied = (self.chown && owner.is_some()) || (self.chgrp && group.is_some());
        unless(denied.then_some(io::ErrorKind::PermissionDenied))?;
        System.set_owner(file, owner, group)
    }
}

fn replace_on(
    system: &dyn FileSystem,
    path: &Path,
    bytes: &[u8],
    expected: Expected<'_>,
) -> Result<Stamp, WriteError> {
    let prepared = Prepared::with(system, path, bytes, Access::Ordinary)?;
    replace_prepared(system, prepared, expected, &|_| true)
}

/// What may be missing, one after the other and together.
fn worlds() -> Vec<Lacking> {
    use io::ErrorKind::{InvalidInput, PermissionDenied, Unsupported};
    let no_rename_new = || Lacking {
        rename_new: Some(InvalidInput),
        ..Lacking::default()
    };
    vec![
        Lacking::default(),
        no_rename_new(),
        Lacking {
            hard_link: Some(PermissionDenied),
            ..no_rename_new()
        },
        Lacking {
            hard_link: Some(Unsupported),
            replace: true,
            ..no_rename_new()
        },
        Lacking {
            replace: true,
            ..Lacking::default()
        },
        Lacking {
            sync: Some(InvalidInput),
            locks: true,
            chmod: true,
            chown: true,
            chgrp: true,
            ..Lacking::default()
        },
    ]
}

#[test]
fn a_file_is_saved_and_no_other_is_lost_whatever_the_disk_lacks() {
    for (number, world) in worlds().iter().enumerate() {
        let folder = folder();
        let path = folder.path().join("a.json");
        let first = replace_on(world, &path, b"one", Expected::Nothing);
        let first = first.unwrap_or_else(|error| panic!("{number}: {error}"));
        assert!(matches!(
            replace_on(world, &path, b"theirs", Expected::Nothing),
            Err(WriteError::ChangedOutside { .. })
        ));
        assert_eq!(fs::read(&path).expect("it is there"), b"one", "{number}");
        replace_on(world, &path, b"two", Expected::Contents(&first))
            .unwrap_or_else(|error| panic!("{number}: {error}"));
        assert_eq!(fs::read(&path).expect("it is there"), b"two", "{number}");
        replace_on(world, &path, b"three", Expected::Anything)
            .unwrap_or_else(|error| panic!("{number}: {error}"));
        assert_eq!(fs::read(&path).expect("it is there"), b"three", "{number}");
        let left = fs::read_dir(folder.path()).expect("a folder").count();
        assert_eq!(left, 1, "{number}: no temporary file stays");
    }
}

/// The comparison sees no file, and another program creates it before the rename.
#[test]
fn a_file_that_appears_meanwhile_is_not_replaced() {
    for (number, world) in worlds().iter().enumerate() {
        let folder = folder();
        let (from, to) = (folder.path().join("0"), folder.path().join("a"));
        fs::write(&from, "ours").expect("a file");
        fs::write(&to, "theirs").expect("a file");
        let put = put_new(world, &from, &to).expect_err("it is there");
        assert_eq!(put.kind(), io::ErrorKind::AlreadyExists, "{number}");
        assert_eq!(fs::read(&to).expect("it is there"), b"theirs", "{number}");
        assert_eq!(fs::read(&from).expect("it is there"), b"ours", "{number}");
    }
}

#[test]
fn a_sync_that_fails_is_an_error() {
    use io::ErrorKind::{QuotaExceeded, StorageFull, TimedOut};
    for kind in [StorageFull, QuotaExceeded, TimedOut, io::ErrorKind::Other] {
        let folder = folder();
        let path = folder.path().join("a");
        fs::write(&path, "old").expect("a file");
        let world = Lacking {
            sync: Some(kind),
            ..Lacking::default()
        };
        let written = replace_on(&world, &path, b"new", Expected::Anything);
        assert!(matches!(written, Err(WriteError::Io { .. })), "{kind}");
        assert_eq!(fs::read(&path).expect("it is there"), b"old");
    }
}

#[test]
fn a_limitation_is_reported_once_for_each_disk() {
    let folder = folder();
    let path = folder.path().join("a");
    let world = Lacking {
        locks: true,
        sync: Some(io::ErrorKind::Unsupported),
        ..Lacking::default()
    };
    let mine = || {
        let all = crate::limitations::take().into_iter();
        let kinds = all.map(|limitation| limitation.kind);
        let is_it = |kind: &_| matches!(kind, LimitationKind::Locks);
        kinds.filter(is_it).count()
    };
    let mut count = 0;
    for _ in 0..3 {
        replace_on(&world, &path, b"", Expected::Anything).expect("it is written");
        count += mine();
    }
    // Another test that runs at the same time may have reported it, and nobody takes it there.
    assert_eq!(count, 1);
}

/// The old version of a file that could not be put back is not removed.
#[test]
fn a_file_that_was_being_replaced_is_never_lost() {
    let folder = folder();
    let path = folder.path().join("a");
    fs::write(&path, "old").expect("a file");
    struct Broken;
    impl FileSystem for Broken {
        fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
            if to.exists() {
                return Err(io::ErrorKind::PermissionDenied.into());
            }
            System.rename(from, to)
        }

        fn rename_new(&self, _: &Path, _: &Path) -> io::Result<()> {
            Err(io::ErrorKind::StorageFull.into())
        }
    }
    let written = replace_on(&Broken, &path, b"new", Expected::Anything);
    assert!(matches!(written, Err(WriteError::Io { .. })));
    assert_eq!(fs::read(&path).expect("it is there"), b"old");
    let left = fs::read_dir(folder.path()).expect("a folder").count();
    assert_eq!(left, 1, "no temporary file stays");
}

#[cfg(unix)]
mod attributes {
    use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _};

    use super::*;

    /// Owner, group and mode.
    fn of(path: &Path) -> (u32, u32, u32) {
        let metadata = fs::metadata(path).expect("it is there");
        (metadata.uid(), metadata.gid(), metadata.mode() & 0o7777)
    }

    fn is_root() -> bool {
        of(folder().path()).0 == 0
    }

    /// A file with this mode, that of a colleague if we may give files away.
    fn file(folder: &Path, mode: u32) -> PathBuf {
        let path = folder.join("a");
        fs::write(&path, "old").expect("a file");
        if is_root() {
            std::os::unix::fs::chown(&path, Some(2001), Some(3000)).expect("an owner");
        }
        fs::set_permissions(&path, fs::Permissions::from_mode(mode)).expect("a mode");
        path
    }

    #[test]
    fn owner_group_and_mode_stay_and_the_temporary_file_is_never_more_readable() {
        for mode in [0o600, 0o640, 0o660, 0o604, 0o644, 0o666, 0o200] {
            let folder = folder();
            let path = file(folder.path(), mode);
            let before = of(&path);
            let world = Lacking::default();
            replace_on(&world, &path, b"new", Expected::Anything).expect("it is written");
            assert_eq!(of(&path), before, "{mode:o}");
            for seen in world.seen.take() {
                assert_eq!(seen & !mode & 0o777, 0, "{seen:o} of {mode:o}");
            }
        }
    }

    /// The system lets us set neither owner nor group, as it does a colleague who is not of the group.
    #[test]
    fn another_group_gets_no_more_than_everyone_may() {
        if !is_root() {
            return;
        }
        for (mode, expected) in [(0o640, 0o600), (0o664, 0o644), (0o600, 0o600)] {
            let folder = folder();
            let path = file(folder.path(), mode);
            let world = Lacking {
                chown: true,
                chgrp: true,
                ..Lacking::default()
            };
            replace_on(&world, &path, b"new", Expected::Anything).expect("it is written");
            assert_eq!(of(&path).2, expected, "{mode:o}");
        }
    }

    #[test]
    fn a_colleague_of_the_group_keeps_his_access() {
        if !is_root() {
            return;
        }
        let folder = folder();
        let path = file(folder.path(), 0o660);
        let world = Lacking {
            chown: true,
            ..Lacking::default()
        };
        replace_on(&world, &path, b"new", Expected::Anything).expect("it is written");
        let (owner, group, mode) = of(&path);
        assert_eq!((owner, group, mode), (0, 3000, 0o660));
    }

    #[test]
    fn permissions_that_cannot_be_set_are_given_at_the_beginning() {
        let folder = folder();
        let path = file(folder.path(), 0o640);
        let world = Lacking {
            chmod: true,
            ..Lacking::default()
        };
        replace_on(&world, &path, b"new", Expected::Anything).expect("it is written");
        assert_eq!(of(&path).2, 0o640);
    }

    /// An access list with a named user, as `setfacl -m u:2002:rw` makes it.
    #[cfg(target_os = "linux")]
    fn access_list(group: u8, others: u8) -> Vec<u8> {
        let mut list = 2u32.to_le_bytes().to_vec();
        let none = u32::MAX;
        for (tag, permissions, id) in [
            (0x01u16, 6u8, none),
            (0x02, 6, 2002),
            (0x04, group, none),
            (0x10, 6, none),
            (0x20, others, none),
        ] {
            list.extend_from_slice(&tag.to_le_bytes());
            list.extend_from_slice(&u16::from(permissions).to_le_bytes());
            list.extend_from_slice(&id.to_le_bytes());
        }
        list
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn access_list_and_extended_attributes_stay() {
        use rustix::fs::{XattrFlags, getxattr, setxattr};
        const ACCESS_LIST: &str = "system.posix_acl_access";
        let get = |path: &Path, name: &str| {
            let mut value = vec![0; 1000];
            let length = getxattr(path, name, &mut value[..]).ok()?;
            value.truncate(length);
            Some(value)
        };
        let folder = folder();
        let path = file(folder.path(), 0o640);
        let set =
            |name: &str, value: &[u8]| setxattr(&path, name, value, XattrFlags::empty()).is_ok();
        if !set("user.tag", b"keep") || !set(ACCESS_LIST, &access_list(4, 0)) {
            // The disk of the temporary folder has none.
            return;
        }
        let before = (of(&path), get(&path, ACCESS_LIST));
        let world = Lacking::default();
        replace_on(&world, &path, b"new", Expected::Anything).expect("it is written");
        assert_eq!(get(&path, "user.tag").as_deref(), Some(&b"keep"[..]));
        assert_eq!((of(&path), get(&path, ACCESS_LIST)), before);

        // A group that is another one than before has no more than everyone.
        if is_root() {
            let world = Lacking {
                chown: true,
                chgrp: true,
                ..Lacking::default()
            };
            replace_on(&world, &path, b"newer", Expected::Anything).expect("it is written");
            assert_eq!(get(&path, ACCESS_LIST), Some(access_list(0, 0)));
        }

        // The list that new files get in a folder is not that of this file.
        let folder = super::folder();
        let path = file(folder.path(), 0o640);
        let default = "system.posix_acl_default";
        setxattr(
            folder.path(),
            default,
            &access_list(6, 6),
            XattrFlags::empty(),
        )
        .expect("a list");
        replace_on(&Lacking::default(), &path, b"new", Expected::Anything).expect("it is written");
        assert_eq!((get(&path, ACCESS_LIST), of(&path).2), (None, 0o640));
        let new = folder.path().join("new");
        replace(&new, b"", Expected::Nothing).expect("it is written");
        assert!(get(&new, ACCESS_LIST).is_some(), "a new file gets it");
    }
}
