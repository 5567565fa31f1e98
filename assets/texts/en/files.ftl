### Messages about opening and saving, and about what other programs write meanwhile.

file-text-copy-annotations = Save a copy of the annotations

file-text-copy-fields = Save a copy of the fields

file-text-copy-entities = Save a copy of the entities

file-text-copy-codebook = Save a copy of the codebook

file-text-open-folder = Open a folder of articles

file-text-open-articles = Open articles

# The kind of files.
file-text-articles = Articles

# The dialog of a project that seems to have moved, with its answers.
file-text-moved-title = This project seems to have moved

file-text-restore-history = Restore history

file-text-start-without-history = Start without it

# The dialog about leaving with unsaved work.
file-text-unsaved-title = Some annotations are not saved

file-text-leave-unsaved = Leave without saving

file-text-stay = Stay

file-text-save-copy = Save a copy…

# Of an error.
file-message-not-opened = This cannot be opened

# Why something cannot be opened.
file-message-check-path = { $problem }; check that it is there and that you may read it: { $path }

# Why a file that is shared cannot be read.
file-message-shared-unreadable = { $problem }; the file is left as it is, repair it or set it aside: { $path }

# Of an error.
file-message-not-written = The file was not written

file-message-copy-saved = The annotations were copied: { $path }

file-message-fields-copy-saved = The fields were copied: { $path }

file-message-entities-copy-saved = The entities were copied: { $path }

file-message-codebook-copy-saved = The codebook was copied: { $path }

file-message-codebook-exported = The codebook was exported: { $path }

file-message-losses-saved = The list was saved: { $path }

file-message-report-saved = The report was saved: { $path }

file-message-results-saved = Saved: { $path }

file-message-folder-not-shown = The folder could not be opened. It is: { $path }

file-message-log-folder = The folder of the log could not be opened: { $path }

file-message-project-moved = This project was moved from { $from }. Its undo history is restored.

# Something in a project that cannot be used as it is.
file-message-problem = { $problem }

file-message-more-problems = { $count } more files or folders are left out; “demarche check” lists them.

file-message-two-versions-in-codebook = A merge has left two versions of something in the codebook. Ctrl+M shows both to choose between them.

file-message-two-versions-in-entities = A merge has left two versions of something in the entities. Ctrl+M shows both to choose between them.

file-message-two-versions = { $article }: a merge has left two versions of some annotations. Ctrl+M shows both to choose between them.

file-message-two-versions-of-fields = { $article }: a merge has left two versions of some fields. Ctrl+M shows both to choose between them.

# Something in an article that is not as it should be.
file-message-article-problem = { $article }: { $problem }

file-message-more-article-problems = { $article }: { $count } more problems; “demarche check” lists them.

# Of an error.
file-message-not-saved = { $article } is not saved

# Of an error.
file-message-fields-not-saved = The fields of { $article } are not saved

# Of an error.
file-message-codebook-not-saved = The codebook is not saved

# Of an error.
file-message-entities-not-saved = The entities are not saved

# Of an error.
file-message-fields-unreadable = { $article }: the fields of the article cannot be read

# Of an error.
file-message-codebook-unreadable = The codebook cannot be read

# Of an error.
file-message-entities-unreadable = The entities cannot be read

# Why a file cannot be read, and what to do about it.
file-message-left-as-it-is = { $problem }; the file is left as it is, repair it or set it aside: { $path }

# Why an article is not saved.
file-message-written-for-other-text = another program wrote annotations for another version of the article; nothing is overwritten. Save a copy of yours (File menu), then open the project again

# Why an article is not saved.
file-message-conflicts = another program changed { $count } of the same annotations or fields; nothing is overwritten. Ctrl+M shows both versions to choose between them

# Why the fields of an article are not saved.
file-message-field-conflicts = another program changed { $count } of the same fields; nothing is overwritten. Ctrl+M shows both versions to choose between them

# Why the entities are not saved.
file-message-entity-conflicts = another program changed { $count } of the same entities; nothing is overwritten. Ctrl+M shows both versions to choose between them

# Why the codebook is not saved.
file-message-codebook-conflicts = another program changed { $count } of the same entries; nothing is overwritten. Ctrl+M shows both versions to choose between them

file-message-no-conflicts = This article has no conflicts.

file-message-conflict-resolved = Conflict resolved

# In the dialog about conflicts: the values that a version lacks, by their names.
file-message-without-values = { $names-given ->
    [none] Differs in details that are not shown
    *[some] Without { $names }
    }

# Of an error.
file-message-not-resolved = This could not be resolved

# The annotations were deleted: written again at once, or with the next change.
file-message-annotations-deleted = { $at_once ->
    [false] { $article }: the file with { $count ->
        [one] { $count } annotation
        *[other] { $count } annotations
    } was deleted by another program. Demarche writes what is open here with your next change. Ctrl+Shift+B writes it now.
    *[true] { $article }: the file with { $count ->
        [one] { $count } annotation
        *[other] { $count } annotations
    } was deleted by another program. Demarche writes what is open here again.
    }

file-message-fields-deleted = { $at_once ->
    [false] { $article }: the fields were deleted by another program. Demarche writes what is open here with your next change.
    *[true] { $article }: the fields were deleted by another program. Demarche writes what is open here again.
    }

file-message-codebook-deleted = { $at_once ->
    [false] The codebook was deleted by another program. Demarche writes what is open here with your next change.
    *[true] The codebook was deleted by another program. Demarche writes what is open here again.
    }

file-message-entities-deleted = { $at_once ->
    [false] The entities were deleted by another program. Demarche writes what is open here with your next change.
    *[true] The entities were deleted by another program. Demarche writes what is open here again.
    }

file-message-changes-taken-in = { $article }: Demarche loaded changes by another program.

file-message-fields-taken-in = { $article }: Demarche loaded fields that another program changed.

file-message-codebook-changes-taken-in = Another program changed the codebook; Demarche loaded the changes.

# Of an error.
file-message-annotations-changed = { $article }: the annotations were changed by another program

file-message-article-removed = Another program removed { $article }. What is open here is kept until you leave the article and everything is saved.

file-message-new-articles = { $count ->
    [one] { $count } new article has been added to the list.
    *[other] { $count } new articles have been added to the list.
    }

file-message-text-changed-while-unsaved = Another program changed the text of an article with unsaved annotations. You see the old text until they are saved.

# Of an error.
file-message-changed-text-unreadable = { $article }: the changed text cannot be read; you see the old one

file-message-text-changed = { $article }: another program changed the text. You can no longer undo earlier actions.

# Limitations of a disk or a share, which are told once.
file-message-no-sync = This disk or share does not confirm that files are stored: a power failure may lose the last changes. Keep a copy elsewhere: { $folder }

file-message-no-safe-new-file = This disk or share cannot put a complete file in a free place in one step. If Demarche is killed at that moment, an empty file stays: { $folder }

file-message-no-safe-replace = This disk or share cannot replace a file in one step: for a moment the file is missing. If Demarche is killed at that moment, the next start puts the old one back: { $folder }

file-message-no-permissions = Permissions cannot be set on this disk or share. Check whether your colleagues can still read what is saved: { $folder }

file-message-owner-not-kept = The owner, group or access list of a file could not be kept when it was saved. Check whether your colleagues can still read and change the files: { $folder }

file-message-no-locks = This disk or share has no locks. Do not save the same article in two windows at the same moment: { $folder }

# A disk or network takes very long for a file; `others` more files are waited for.
file-message-stalled = { $others ->
    [0] The disk or network does not respond: still waiting for { $file }. You can go on: what you do is kept here and written when it responds. “Save a copy…” in the File menu writes it elsewhere.
    *[other] The disk or network does not respond: still waiting for { $file } and { $others } more. You can go on: what you do is kept here and written when it responds. “Save a copy…” in the File menu writes it elsewhere.
    }

# In the dialog of a project that seems to have moved.
file-message-seems-moved = Its files are those of the project that was at { $from }, which no longer exists. Restore its undo history and unsaved changes here?

# In the dialog about unsaved changes: their disk or network does not respond, and the journal
# has them.
file-message-unsaved-on-leaving = { $is_stalled ->
    [false] { $is_journaled ->
        [false] They could not be written to their file. If you leave now, they are lost. Free some space or correct the permissions and try again, or save a copy elsewhere.
        *[true] They could not be written to their file. The journal has them: Demarche restores them when you open the project on this computer again. Free some space or correct the permissions and try again, or save a copy elsewhere.
        }
    *[true] { $is_journaled ->
        [false] Their disk or network does not respond. If you leave now, they are lost. Wait and try again, or save a copy elsewhere.
        *[true] Their disk or network does not respond. The journal has them: Demarche restores them when you open the project on this computer again. Wait and try again, or save a copy elsewhere.
        }
    }

# In the dialog about conflicts.
file-message-conflicts-explained = Two programs changed { $name }. Choose a version (←: mine, →: theirs, Shift: all). Nothing is saved until you confirm.

# Buttons.
file-message-save-choices = Save choices

# Beside the buttons.
file-message-enter-saves = Enter: save choices

file-message-left-to-choose = { $count } to choose.

# Titles of the two versions.
file-message-mine = Mine

file-message-theirs = Theirs
