### Messages about importing and exporting.

dataset-message-exporting = Exporting…

# Choices of what to include.
dataset-message-all = All

dataset-message-all-articles = All articles

dataset-message-all-labels = All labels

dataset-message-exported = { $unread ->
    [0] { $losses ->
        [0] Exported { $articles ->
        [one] { $articles } article
        *[other] { $articles } articles
    } with { $annotations ->
        [one] { $annotations } annotation
        *[other] { $annotations } annotations
    }: { $path }
        *[other] Exported { $articles ->
        [one] { $articles } article
        *[other] { $articles } articles
    } with { $annotations ->
        [one] { $annotations } annotation
        *[other] { $annotations } annotations
    }, with { $losses ->
        [one] { $losses } loss
        *[other] { $losses } losses
    }: { $path }
        }
    *[other] { $losses ->
        [0] Exported { $articles ->
        [one] { $articles } article
        *[other] { $articles } articles
    } with { $annotations ->
        [one] { $annotations } annotation
        *[other] { $annotations } annotations
    }, { $unread } could not be read: { $path }
        *[other] Exported { $articles ->
        [one] { $articles } article
        *[other] { $articles } articles
    } with { $annotations ->
        [one] { $annotations } annotation
        *[other] { $annotations } annotations
    }, { $unread } could not be read, with { $losses ->
        [one] { $losses } loss
        *[other] { $losses } losses
    }: { $path }
        }
    }

# Of an error.
dataset-message-not-exported = The dataset was not exported

dataset-message-files-changed = Files have changed since the last export; nothing was written.

dataset-message-incomplete = { $unread ->
    [0] There are no articles; the files of the last export were kept.
    *[other] { $unread ->
        [one] { $unread } article
        *[other] { $unread } articles
    } could not be read; the files of the last export were kept.
    }

dataset-message-place-needed = Choose where to write it.

# Of an error.
dataset-message-place-unusable = This file or folder cannot be used

# Why a place cannot be used.
dataset-message-not-unicode = its name is not valid Unicode: { $path }

# With the number of articles that an earlier import had written, which was interrupted.
dataset-message-imported = { $earlier ->
    [0] { $articles ->
        [one] { $articles } article was imported.
        *[other] { $articles } articles were imported.
        }
    *[other] { $articles ->
        [one] { $articles } article was imported. An earlier import had written { $earlier } more.
        *[other] { $articles } articles were imported. An earlier import had written { $earlier } more.
        }
    }

dataset-message-imported-in-part = { $imported } The rest was not: { $problem }.

# Of an error.
dataset-message-not-imported = The dataset was not imported

dataset-message-import-running = Another import is running.
