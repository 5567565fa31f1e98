### What dialogs are for: a screen reader says it after the title, instead of all that stands in the dialog.

purpose-text-settings = Text, window, coder and keys. Changes take effect at once.

purpose-text-commands = Type to find commands and articles. Enter does the highlighted one.

purpose-text-keys = All commands with their keys, as tables.

purpose-text-path = Type the path of a file or folder, since this system has no dialog for it.

purpose-text-import-articles = Choose which articles to add to the project.

purpose-text-this-project-seems-to-have-moved = Restore its undo history, or start without it.

purpose-text-entities = The people and organisations of the project, with their names and mentions.

purpose-text-choose-an-entity = Type to find who or what the annotation means. Enter chooses.

purpose-text-agreement = How far the coders of the project agree, by measure, label and article.

purpose-text-team = Who codes the project, rounds with their articles, and packages to hand out and in.

purpose-text-hand-in = What of a returned package is taken into the project.

purpose-text-open-for-comparing = Whether to see what all coders of a blind round annotated in the article.

purpose-text-compared-already = Whether to change what was compared with other coders.

purpose-text-kinds-of-differences = Which labels and values coders confuse, and where their boundaries part. Choose a number to see its examples.

purpose-text-take-suggestions = The suggestions for the article above a confidence, before they are taken.

purpose-text-take-all-proposals = What most coders have of the differences in the list, before it is taken.

purpose-text-resolve-conflicts = For each change made in two places, choose which version to keep.

purpose-text-annotations-without-a-text = Annotations whose article is gone. They can be taken over to an article with the same text.

purpose-text-some-annotations-are-not-saved = Choose what to do before the project is closed.

purpose-text-codebook = The labels, their attributes and relations. Choose one from the list to read or change it.

purpose-text-coder = Who makes the annotations of this project.

purpose-text-export-dataset = Choose a format and what to include, then export.

purpose-text-import-dataset = Choose a file with annotations, and preview what it changes.

purpose-text-guideline = The rules for borderline cases, to be read.
