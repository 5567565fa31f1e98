### Texts of the two import dialogs: of articles, and of datasets.

# What the dialog is called.
import-articles-text-title = Import articles

# In file dialogs.
import-articles-text-file-kinds = What articles come in

import-articles-text-folder-title = Put the articles into

# The folder that is made beside the files where no project is open.
import-articles-text-new-folder = imported articles

import-articles-text-nothing-to-add = There is nothing to add.

import-articles-text-tick-new = Tick new ones

import-articles-text-tick-all = Tick all

import-articles-text-tick-none = Tick none

import-articles-text-folder = Folder…

import-articles-text-report = Report

import-articles-text-copy-report = Copy report

# Why an article was left out.
import-articles-text-not-ticked = not ticked

# What the dialog is called.
import-dataset-text-title = Import dataset

import-dataset-text-import = Import

import-dataset-text-sources = Files or folder, one a line

import-dataset-text-choose-files = Choose files…

import-dataset-text-choose-folder = Choose folder…

import-dataset-text-format = Format

import-dataset-text-detect = Detect automatically

import-dataset-text-folder = Folder in the project

import-dataset-text-everything = Everything can be imported.

# A table and its columns.
import-message-columns-of = Columns of { $file }

import-message-meaning-of = Meaning of { $column }

# What was found in the files.
import-message-found = { $same ->
    [0] { $near ->
        [0] { $articles ->
        [one] { $articles } article
        *[other] { $articles } articles
    } in { $files ->
        [one] { $files } file
        *[other] { $files } files
    }.
        *[other] { $articles ->
        [one] { $articles } article
        *[other] { $articles } articles
    } in { $files ->
        [one] { $files } file
        *[other] { $files } files
    }, { $near ->
        [one] { $near } near duplicate
        *[other] { $near } near duplicates
    }.
        }
    *[other] { $near ->
        [0] { $articles ->
        [one] { $articles } article
        *[other] { $articles } articles
    } in { $files ->
        [one] { $files } file
        *[other] { $files } files
    }, { $same ->
        [one] { $same } duplicate
        *[other] { $same } duplicates
    }.
        *[other] { $articles ->
        [one] { $articles } article
        *[other] { $articles } articles
    } in { $files ->
        [one] { $files } file
        *[other] { $files } files
    }, { $same ->
        [one] { $same } duplicate
        *[other] { $same } duplicates
    }, { $near ->
        [one] { $near } near duplicate
        *[other] { $near } near duplicates
    }.
        }
    }

import-message-failed = Could not be imported: { $count }

import-message-written-to = Articles are written to { $folder }

# A button.
import-message-import-articles = { $count ->
    [one] Import { $count } article
    *[other] Import { $count } articles
    }

import-message-added = { $count ->
    [one] { $count } article was added.
    *[other] { $count } articles were added.
    }

# Lines of the report.
import-message-left-out = { $title }: left out. { $why }.

import-message-notice = { $title }: { $notice }

import-message-not-written = { $title }: { $problem }.

import-message-stopped = { $count ->
    [one] Stopped: { $count } article was not added.
    *[other] Stopped: { $count } articles were not added.
    }

# Labels of highlights and notes.
import-message-marked-labels = The codebook has got the labels of highlights and notes, which Undo takes back: { $labels }.

import-message-folder-unusable = The folder cannot be used: { $problem }.

# Of a dataset.
import-message-articles-with-annotations = { $articles ->
        [one] { $articles } article
        *[other] { $articles } articles
    } with { $annotations ->
        [one] { $annotations } annotation
        *[other] { $annotations } annotations
    }

import-message-label-count = { $label } { $count }

import-message-extend-codebook = Add the missing labels and types to the codebook ({ $count })

import-message-renamed = Written under another name: { $count }

import-message-changed = Changed or left out: { $count }
