use super::*;
use std::fs;

fn touch(root: &Path, name: &str) {
    let path = root.join(name);
    fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
    fs::write(path, "").expect("a file");
}

fn listed(project: &Project) -> Vec<String> {
    let show = |article: &ArticleEntry| {
        let coders = article.sidecars.iter();
        let coders: Vec<&str> = coders.map(|s| s.coder.as_deref().unwrap_or("-")).collect();
        let meta = if article.has_meta { " +" } else { "" };
        format!("{} {}{meta}", article.name, coders.join(","))
    };
    project
        .articles
        .iter()
        .map(|article| show(article).trim_end().to_owned())
        .collect()
}

#[test]
fn articles_are_paired_with_their_sidecars_in_natural_order() {
    let folder = tempfile::tempdir().expect("a folder");
    let root = folder.path();
    for name in [
        "talks10.txt",
        "talks2.TXT",
        "talks2.TXT.ann.json",
        "talks2.TXT.mk.ann.json",
        "sub/a.md",
        "sub/a.text.md",
        "sub/a.text.md.ann.json",
        "sub/a.text",
        "talks10.txt.article.json",
        "gone.txt.ann.json",
        "gone.txt.article.json",
        ".hidden/b.txt",
        "picture.png",
        "notes.json",
    ] {
        touch(root, name);
    }
    let project = open_project(&[root.to_owned()], WalkLimits::default()).expect("it opens");
    assert_eq!(
        listed(&project),
        [
            "sub/a.md",
            "sub/a.text",
            "sub/a.text.md -",
            "talks2.TXT -,mk",
            "talks10.txt  +"
        ]
    );
    let orphans = ["gone.txt.ann.json", "gone.txt.article.json"];
    assert_eq!(project.orphans, orphans.map(|name| root.join(name)));
    assert!(project.problems.is_empty() && !project.has_own_codebook);

    let files = [root.join("talks2.TXT.mk.ann.json"), root.join("missing")];
    let project = open_project(&files, WalkLimits::default()).expect("it opens");
    assert_eq!(listed(&project), ["talks2.TXT -,mk"]);
    assert_eq!(project.problems.len(), 1);
    let files = [root.join("talks10.txt.article.json")];
    let project = open_project(&files, WalkLimits::default()).expect("it opens");
    assert_eq!(listed(&project), ["talks10.txt  +"]);
}

#[cfg(unix)]
#[test]
fn links_to_files_are_followed_and_links_to_folders_are_not() {
    use std::os::unix::fs::symlink;
    let folder = tempfile::tempdir().expect("a folder");
    let root = folder.path().join("project");
    touch(folder.path(), "outside/secret.txt");
    touch(&root, "in/a.txt");
    symlink(folder.path().join("outside"), root.join("out")).expect("a link");
    symlink(&root, root.join("in/loop")).expect("a link");
    symlink("a.txt", root.join("in/b.txt")).expect("a link");
    let project = open_project(&[root], WalkLimits::default()).expect("it opens");
    assert_eq!(listed(&project), ["in/a.txt", "in/b.txt"]);
    let mut messages: Vec<String> = project.problems.iter().map(ToString::to_string).collect();
    messages.sort();
    assert_eq!(messages.len(), 2, "{messages:?}");
    assert!(
        messages[0].contains("in/loop") && messages[1].contains("out"),
        "{messages:?}"
    );
}

#[test]
fn exceeded_limits_are_reported() {
    let folder = tempfile::tempdir().expect("a folder");
    for name in ["a.txt", "b.txt", "1/2/3/c.txt"] {
        touch(folder.path(), name);
    }
    let open = |depth, entries| {
        let limits = WalkLimits { depth, entries };
        open_project(&[folder.path().to_owned()], limits).expect("it opens")
    };
    assert_eq!(listed(&open(9, 1)).len(), 0);
    assert!(matches!(
        open(9, 1).problems[0],
        ProjectProblem::TooMany { .. }
    ));
    assert!(matches!(
        open(1, 99).problems[0],
        ProjectProblem::TooDeep { .. }
    ));
}

#[test]
fn a_broken_codebook_is_shown_and_the_built_in_one_serves() {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(
        folder.path().join(CODEBOOK_FILE),
        "{\n  \"format\": oops\n}",
    )
    .expect("a file");
    let project =
        open_project(&[folder.path().to_owned()], WalkLimits::default()).expect("it opens");
    assert!(project.codebook_is_broken() && !project.has_own_codebook);
    assert!(project.codebook().label(&"actor".into()).is_some());
    assert!(project.problems[0].to_string().contains("line 2"));
}

/// The articles that opening these files of the folder lists.
fn opened(root: &Path, names: &[&str]) -> Vec<String> {
    let paths: Vec<PathBuf> = names.iter().map(|name| root.join(name)).collect();
    let project = open_project(&paths, WalkLimits::default()).expect("it opens");
    listed(&project)
}

#[test]
fn a_sidecar_opens_the_article_whose_name_it_has() {
    let folder = tempfile::tempdir().expect("a folder");
    let root = folder.path();
    for name in ["talks.txt", "talks.txt.mk.ann.json"] {
        touch(root, name);
    }
    assert_eq!(opened(root, &["talks.txt.mk.ann.json"]), ["talks.txt mk"]);
    // An article that has a coder's name in its own comes first.
    touch(root, "talks.txt.mk");
    let project = open_project(&[root.join("talks.txt.mk.ann.json")], WalkLimits::default());
    let articles = project.expect("it opens").articles;
    let paths: Vec<&Path> = articles.iter().map(|entry| &*entry.path).collect();
    assert_eq!(paths, [root.join("talks.txt.mk")]);
    let sidecar = |coder| articles[0].sidecar_path(coder);
    assert_eq!(sidecar(None), root.join("talks.txt.mk.ann.json"));
    assert_eq!(sidecar(Some("ls")), root.join("talks.txt.mk.ls.ann.json"));
}

#[cfg(unix)]
#[test]
fn what_is_no_file_is_reported_only_if_it_is_named_like_an_article() {
    let folder = tempfile::tempdir().expect("a folder");
    let root = folder.path();
    touch(root, "a.txt");
    for name in ["pipe.txt", "pipe"] {
        let made = std::process::Command::new("mkfifo")
            .arg(root.join(name))
            .status();
        assert!(made.expect("mkfifo is there").success());
    }
    for name in ["lost.txt", "lost"] {
        std::os::unix::fs::symlink(root.join("nowhere"), root.join(name)).expect("a link");
    }
    let project = open_project(&[root.to_owned()], WalkLimits::default()).expect("it opens");
    let mut problems: Vec<(bool, PathBuf)> = Vec::new();
    for problem in &project.problems {
        problems.push(match problem {
            ProjectProblem::NoFile { path } => (false, path.clone()),
            ProjectProblem::DeadLink { path, .. } => (true, path.clone()),
            other => panic!("{other}"),
        });
    }
    problems.sort();
    let wanted = [
        (false, root.join("pipe.txt")),
        (true, root.join("lost.txt")),
    ];
    assert_eq!(problems, wanted);
}

/// Texts of a dataset that was exported into the project are not listed, whoever else put texts
/// beside them.
#[test]
fn datasets_in_a_project_are_not_articles() {
    let folder = tempfile::tempdir().expect("a folder");
    let root = folder.path();
    let mut list = dataset_folder::FileList::default();
    for name in ["a.txt", "train/b.txt", "coded.txt", "changed.txt"] {
        list.add(Path::new(name), &"0".repeat(64));
    }
    let card = format!("{}\n{}", dataset_folder::MARK, list.to_markdown());
    let files = [
        "mine.txt",
        "README.md",
        "set/a.txt",
        "set/train/b.txt",
        "set/train/own.txt",
        "set/coded.txt",
        "set/coded.txt.mk.ann.json",
        "set/changed.txt",
        "notes/README.md",
    ];
    for name in files {
        touch(root, name);
    }
    std::fs::write(root.join("set/README.md"), &card).expect("a card");
    let listed = |opened: &Path| -> Vec<String> {
        let project = open_project(&[opened.to_owned()], WalkLimits::default()).expect("it opens");
        let names = project.articles.into_iter().map(|article| article.name);
        names.collect()
    };
    let wanted = [
        "mine.txt",
        "notes/README.md",
        "README.md",
        "set/coded.txt",
        "set/train/own.txt",
    ];
    assert_eq!(listed(root), wanted);
    // A dataset that the user opens is a project.
    let wanted = [
        "a.txt",
        "changed.txt",
        "coded.txt",
        "train/b.txt",
        "train/own.txt",
    ];
    assert_eq!(listed(&root.join("set")), wanted);
}
