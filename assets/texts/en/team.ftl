### Texts about a team: its coders and rounds, packages, comparing in blind rounds.

team-text-title = Team

team-text-hand-in-title = Hand in

team-text-open-title = Open for comparing

team-text-compared-title = Compared already

team-text-change-coder = Change…

team-text-coders = Coders

team-text-code = Code

team-text-name = Name

team-text-again = Codes again as

# Nobody: the code is a person’s first.
team-text-first-time = nobody: first time

team-text-add-coder = Add coder

team-text-coders-explained = A code stands in the names of files; a name may be left out. To see how stable codings are, a person codes again under a second code.

team-text-no-coders = No coder yet. Add the people who code this project.

team-text-rounds = Rounds

team-text-no-rounds = No round yet. A round says who codes which articles: it deals them by a seed, so that the draw can be repeated.

team-text-new-round = New round…

team-text-deal-more = Deal more articles…

team-text-open-round = Open the round…

team-text-hand-out = Hand out…

team-text-hand-out-all = Hand out all…

team-text-hand-in = Hand in…

team-text-coder = Coder

team-text-assigned = Assigned

team-text-begun = Begun

team-text-done = Done

team-text-compared = Compared

team-text-missing = Missing

team-text-reading-progress = Reading how far everybody is…

# Of a coder in a blind round.
team-text-hidden = You code in a blind round: the other coders, and how far they are, are not shown here.

team-text-show-all = Show the whole team

# The form of a round.
# The name that is proposed for the first round.
team-text-first-round = pilot

team-text-round-name = Name of the round

team-text-who = Who codes

team-text-which = Which articles

team-text-all-articles = All articles

team-text-listed-articles = Those in the list

team-text-with-status = Those with the status

team-text-per-article = Coders an article

team-text-overlap = Percent of the articles that several code

team-text-seed = Seed of the draw

team-text-by-words = Even out words rather than articles

team-text-blind = Blind: coders do not see each other’s work until the round is opened

team-text-blind-explained = The files lie in this folder and can be read by anyone who opens them elsewhere. To be sure, hand out a package for each coder.

team-text-entities-shared = The list of entities is shared: that an entity exists is seen by everybody.

team-text-preview = Preview

team-text-dealing = Dealing…

team-text-articles = Articles

team-text-words = Words

team-text-shared = Articles that two share

team-text-back = Back

# Opening a round.
team-text-open-question = Open the round?

team-text-open-explained = Its coders see each other’s annotations and the agreed version from now on. What they change later is no longer independent. It is recorded who opened the round, and when; that cannot be undone.

team-text-open-it = Open the round

team-text-stay-blind = Leave it blind

# Handing in.
team-text-reading-package = Reading the package…

team-text-writing-package = Writing…

team-text-no-package = Choose a package that came back, or drop it on the window.

team-text-choose-package = Choose a package…

team-text-choose-folder = Choose a folder…

team-text-choose-hand-out = Where to hand out to

team-text-round-times = Cut the times of annotations to the day

team-text-new-articles = Take texts that were not handed out as new articles

team-text-changed = What changed since it was handed out

team-text-nothing-changed = Nothing changed since it was handed out.

team-text-not-taken = Not taken

team-text-codebook-differs = The codebook differs. It is not taken.

team-text-packages = Packages

# Opening an article for comparing.
team-text-open-article = Open and compare

team-text-not-now = Not now

team-text-checking-done = Looking who is done…

# Changing an article that was compared.
team-text-change-it = Change it

team-text-leave-it = Leave it as it is

# In the list of articles.
team-message-coders = { $count ->
    [one] { $count } coder: { $names }
    *[other] { $count } coders: { $names }
    }

team-message-you = You code as { $coder }.

team-message-you-are-nobody = You code without a code. Rounds need to know who does what.

# What a screen reader calls the field with the name of a coder.
team-message-name-of = Name of { $coder }

team-message-again-as = again: { $coder }

team-message-known-coder = { $coder } is among the coders already.

team-message-round-open = { $round }: not blind

team-message-round-blind = { $round }: blind

team-message-round-opened = { $round }: opened by { $by } on { $day }

# How a round was dealt.
team-message-round-facts = { $codebook-given ->
    [none] seed { $seed } · { $overlap } % of the articles go to { $per_article } coders
    *[some] codebook { $codebook } · seed { $seed } · { $overlap } % of the articles go to { $per_article } coders
    }

team-message-compared-count = { $articles ->
    [one] { $compared } of { $articles } article compared
    *[other] { $compared } of { $articles } articles compared
    }

team-message-own-round = { $assigned ->
    [one] Yours: { $assigned } article, { $done } done
    *[other] Yours: { $assigned } articles, { $done } done
    }

team-message-hand-out-to = Hand out { $round } to { $coder }

# What a screen reader calls a button of a round.
team-message-of-round = { $action } { $round }

team-message-all-articles = All articles ({ $count })

team-message-listed-articles = { $filter-given ->
    [none] Those in the list ({ $count })
    *[some] Those in the list ({ $count }): { $filter }
    }

team-message-left-out-dealt = { $count ->
    [one] { $count } article is dealt in this round already and stays as it is.
    *[other] { $count } articles are dealt in this round already and stay as they are.
    }

team-message-left-out-claimed = { $count ->
    [one] { $count } article is left out: another round has it for one of these coders.
    *[other] { $count } articles are left out: another round has them for one of these coders.
    }

# The name that is proposed for a round.
team-message-proposed-round = round-{ $number }

team-message-deal-of = { $articles ->
    [one] Deal { $articles } article
    *[other] Deal { $articles } articles
    }

team-message-nothing-to-deal = No article is left to deal. Choose other articles or coders.

team-message-choose-coders = Choose who codes.

team-message-name-the-round = Give the round a name.

team-message-not-a-round-name = A name of a round has letters, digits, - and _.

team-message-round-exists = There is a round of this name. Choose another, or deal more articles in that round.

team-message-pair = { $one } and { $other }

team-message-words-unknown = The words of some articles are still being counted.

team-message-cannot-deal = It cannot be dealt: { $why }.

team-message-step-coder-added = add coder { $coder }

team-message-step-coder-named = name coder { $coder }

team-message-step-dealt = { $articles ->
    [one] deal { $articles } article in { $round }
    *[other] deal { $articles } articles in { $round }
    }

team-message-step-handed-in = hand in the work of { $coder }

team-message-step-articles-followed = new names in rounds: { $articles }

# In the menu.
team-message-undo = Undo: { $step }

team-message-redo = Redo: { $step }

team-message-undone = Undone: { $step }.

team-message-redone = Done again: { $step }.

team-message-dealt = { $articles ->
    [one] { $articles } article dealt in the round { $round }.
    *[other] { $articles } articles dealt in the round { $round }.
    }

team-message-round-is-open = The round { $round } is open: its coders see each other’s work.

# Of an error.
team-message-not-saved = The team was not changed

team-message-not-taken-back = It could not be undone

team-message-not-handed-out = Nothing was handed out

team-message-not-handed-in = The package was not taken in

team-message-stayed = These changed since and stay as they are: { $files }.

team-message-handed-out = Handed out to { $coders }: { $folder }

team-message-handing-out = Packing { $done } of { $all }…

team-message-waits-for-saving = It goes on as soon as everything is saved…

team-message-hand-in-of = { $files ->
    [one] Hand in { $files } file
    *[other] Hand in { $files } files
    }

team-message-package-of = { $coder }, round { $round }: { $done } done, { $begun } begun, { $untouched } not begun

team-message-unknown-round = This project has no round “{ $round }”. The package may belong to another project.

team-message-not-of-round = The round { $round } assigns nothing to “{ $coder }”. The package may belong to another project.

team-message-changed-article = { $article }: { $before } annotations when handed out, { $after } now

team-message-other-text = { $article }: its text differs. Annotations move to where their words are in the project’s text.

team-message-new-text = { $article }: was not handed out

team-message-new-entities = { $count ->
    [one] { $count } entity is new or changed
    *[other] { $count } entities are new or changed
    }

team-message-refused = { $file }: { $why }

team-message-handed-in = { $files ->
    [one] The work of { $coder } was taken in: { $files } file.
    *[other] The work of { $coder } was taken in: { $files } files.
    }

# Opening an article for comparing.
team-message-open-for-comparing = The round { $rounds } is blind. Comparing shows you what everybody annotated in { $article }, and it is recorded that you have compared it: from then on a coder’s change of it is noted.

team-message-not-done = Not done yet: { $coders }. What they change later reopens decisions.

team-message-all-done = All its coders are done.

team-message-others-stay-blind = Other articles of the round stay closed to you.

team-message-finish-first = You code { $article } yourself in a blind round. Mark it as done before you compare it.

team-message-who-compares = It is recorded who compares: say who you are first.

# Changing what was compared.
team-message-compared-by = { $decisions ->
    [0] { $by } has compared this article on { $day }. Your change may open differences again, and is noted.
    *[other] { $decisions ->
        [one] { $by } has compared this article on { $day }. Your change reopens { $decisions } decision and is noted.
        *[other] { $by } has compared this article on { $day }. Your change reopens { $decisions } decisions and is noted.
        }
    }

team-message-compared-by-you = { $decisions ->
    [0] You have compared this article on { $day }. Your change may open differences again, and is noted.
    *[other] { $decisions ->
        [one] You have compared this article on { $day }. Your change reopens { $decisions } decision and is noted.
        *[other] You have compared this article on { $day }. Your change reopens { $decisions } decisions and is noted.
        }
    }

# Faults of the file of a team, on opening.
team-message-plan-faults = { $count ->
    [one] project.json: { $first }
    *[other] project.json has { $count } faults, the first: { $first }. “demarche check” lists all.
    }

# A coder of a round, in the question who codes.
team-message-named-coder = { $coder } ({ $name })

team-message-assigned-to-me = Assigned to me

team-message-differing = Comparing coders for the filter…
