### Texts of the export dialog: formats, options, preview and losses.

# What the dialog is called.
export-text-title = Export dataset

# The field that filters the formats.
export-text-filter = What is it for?

export-text-no-match = No format matches.

export-text-everything = Stores everything.

# Options.
export-text-articles = Articles

export-text-labels = Labels

export-text-since = Annotated since

export-text-duplicates = Duplicates

export-text-parts = Parts

export-text-split-by-article = Split by article

export-text-parts-and-shares = Parts and shares

export-text-seed = Seed

export-text-balance = Balance labels

export-text-coders = Coders

export-text-mine = Mine

export-text-first-coders = One for each article: agreed, or else first

export-text-agreed-versions = Agreed versions

export-text-all-coders = Everybody's

export-text-without-coder = Without coder

export-text-tokenizer = Tokenizer

export-text-tokens-words = Unicode words

export-text-tokens-whitespace = Whitespace

export-text-tokens-spacy = spaCy English

# Where it is written.
export-text-folder = Folder

export-text-file = File

# Buttons. The first two answer whether files may be replaced.
export-text-keep = Keep

export-text-replace = Replace

export-text-export = Export

# The tab of losses, while they are not known.
export-text-losses = Losses

export-text-not-text = This file is not a text file.

# The list of losses.
export-text-nothing-lost = Nothing is lost.

export-text-nothing-lost-in-these = Nothing is lost in these articles.

export-text-save-list = Save list…

export-text-list-file = File for the list, .json or .txt

export-text-save = Save

export-text-not-now = Not now

export-text-lost-article = the article

export-message-cannot-store = Cannot store { $items }.

# The forms of a date that are valid.
export-message-valid-forms = Valid are { $forms }.

export-message-file-exists = This file already exists: { $path }

export-message-files-exist = { $count ->
    [one] { $count } file already exists, such as { $first }
    *[other] { $count } files already exist, such as { $first }
    }

# The tab of losses.
export-message-losses = Losses ({ $count })

# Articles that cannot be read: the first with the reason, and how many others.
export-message-left-out = { $others ->
    [0] Left out: { $first }
    *[other] Left out: { $first } and { $others } more
    }

export-message-whole = { $articles ->
        [one] { $articles } article
        *[other] { $articles } articles
    } · { $annotations ->
        [one] { $annotations } annotation
        *[other] { $annotations } annotations
    } · { $relations ->
        [one] { $relations } relation
        *[other] { $relations } relations
    } · { $files ->
        [one] { $files } file
        *[other] { $files } files
    }

# Of a preview, which reads only some articles.
export-message-first = the first { $articles ->
        [one] { $articles } article
        *[other] { $articles } articles
    } · { $annotations ->
        [one] { $annotations } annotation
        *[other] { $annotations } annotations
    } · { $relations ->
        [one] { $relations } relation
        *[other] { $relations } relations
    } · { $files ->
        [one] { $files } file
        *[other] { $files } files
    }

export-message-more = and { $count } more

# What a screen reader says of a format, and of a group of losses.
export-message-format = { $purpose }, { $title }

export-message-loss-group = { $kind }, { $count }: { $why }

# The heading of a group of losses.
export-message-loss-kind = { $kind } { $count }

# What a loss is about.
export-message-lost-line = line { $line }

export-message-lost-annotation = annotation { $id }

export-message-lost-quote = “{ $quote }”

export-message-lost-relation = a relation of “{ $quote }”

# What a screen reader says of a loss.
export-message-loss = { $item } { $kind }: { $why }, in { $article }
