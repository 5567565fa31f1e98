### Messages about who codes, and about annotations that carry no coder.

# What the dialog is called.
coder-text-title = Coder

# In the dialog, where the first change waits for the answer.
coder-message-who-is-coding = Who is coding? Several people code this project. Your annotations are saved in files that have your code in their names. The change you began follows when you have chosen.

# In the dialog, where it was opened by the user.
coder-message-who-codes-now = Who is coding in this project? Annotations are saved in files that have the coder’s code in their names. Nothing that others annotated is changed.

# In the dialog: a coder with work in the project.
coder-message-coder-with-work = { $articles ->
    [one] { $coder } ({ $articles } article)
    *[other] { $coder } ({ $articles } articles)
    }

# In the dialog: a coder without work in the project, or whose work is closed.
coder-message-coder-alone = { $coder }

# In the dialog: the annotations without a coder.
coder-message-no-coder-with-work = { $articles ->
    [one] Without coder ({ $articles } article)
    *[other] Without coder ({ $articles } articles)
    }

# In the dialog: a field for a code, where others have one.
coder-message-someone-new = Someone new

# In the dialog: a field for a code.
coder-message-coder-id = Coder ID

# In the dialog, and in the settings.
coder-message-not-a-code = “{ $typed }” cannot be part of a file name. Use letters, digits, - and _, at most 32.

# In the dialog, and in the settings.
coder-message-reserved-code = “{ $typed }” is reserved: it names the agreed version or the ending of a text.

# In the dialog: the typed code differs from a known one only by case.
coder-message-same-person = “{ $typed }” is { $coder }: case does not count.

# A button.
coder-message-code-as = Code as { $coder }

# A button.
coder-message-code-without-coder = Code without a coder

# A button, while no code is chosen.
coder-message-choose = Choose

# In the settings.
coder-message-explained = Demarche proposes it in projects that several people code, where it asks once and remembers the answer. In other projects it takes effect the next time you open one. The coder is written into new annotations and the names of their files.

# In the dialog, and a notice.
coder-message-nameless-offered = { $articles ->
    [one] { $articles } annotated article carries no name. Whose is it?
    *[other] { $articles } annotated articles carry no name. Whose are they?
    }

# A button of that notice.
coder-message-show-coders = Choose…

# In the dialog.
coder-message-nameless-explained = Their files are renamed to the coder chosen above. No file is overwritten, and it can be undone.

# A button.
coder-message-give-to = Give to { $coder }

# A button, while no coder is chosen.
coder-message-give-to-coder = Give to coder

# A button.
coder-message-give-back = Undo

# In the dialog, while files wait to be renamed.
coder-message-giving = Files are renamed as soon as everything is saved…

# Files were renamed to a coder.
coder-message-given = { $coder-given ->
    [none] { $articles ->
        [one] { $articles } annotated article is now without a coder again.
        *[other] { $articles } annotated articles are now without a coder again.
        }
    *[some] { $articles ->
        [one] { $articles } annotated article is now { $coder }’s.
        *[other] { $articles } annotated articles are now { $coder }’s.
        }
    }

# In the menu, where undo renames the files back.
coder-message-undo-given = Undo: annotations without a coder to { $coder }

# Files were not renamed since the coder has annotations there.
coder-message-gifts-in-the-way = { $coder-given ->
    [none] { $count ->
        [one] There are annotations without a coder again, so stays as it is: { $names }.
        *[other] There are annotations without a coder again, so stay as they are: { $names }.
        }
    *[some] { $count ->
        [one] { $coder } has annotations there, so stays as it is: { $names }.
        *[other] { $coder } has annotations there, so stay as they are: { $names }.
        }
    }

# Of an error.
coder-message-not-given = The annotations of { $article } were not renamed

coder-message-giving-failed = No file was renamed, since not everything can be saved.

# The coder was changed.
coder-message-codes-as = { $coder-given ->
    [none] { $articles ->
        [one] You code without a coder. { $articles } article has annotations without a coder.
        *[other] You code without a coder. { $articles } articles have annotations without a coder.
        }
    *[some] { $articles ->
        [one] You code as { $coder }. { $articles } article has annotations of { $coder }.
        *[other] You code as { $coder }. { $articles } articles have annotations of { $coder }.
        }
    }

# The coder cannot be changed now.
coder-message-not-now = The coder can be changed once the work in progress is done.

# In the menu bar.
coder-message-coder = Coder: { $coder }

# In the menu bar, where none is set.
coder-message-no-coder = No coder

# In the menu bar.
coder-message-change-coder = Change who is coding in this project
