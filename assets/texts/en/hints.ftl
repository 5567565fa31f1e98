### Hints in the status bar: what can be done next, in each state of the window.

hint-message-import-articles = Put text files into the folder, or import articles

hint-message-choose-article = Choose an article from the list

hint-message-choose-another = Choose another article: this one cannot be shown

hint-message-answer-link = Press a letter or click · Esc: cancel linking

hint-message-decide-difference = Press a coder’s number or click a version · N: next

hint-message-leave-finder = Esc: back to text

hint-message-tick-hits = Space: tick · label key: annotate this hit

hint-message-annotate-ticked = label key: annotate { $ticked }

hint-message-tag-selection = Label key: tag the selection

hint-message-answer-move = { $accept }: accept new position · { $reject }: reject

hint-message-fill-in = { $key }: fill in what is required

hint-message-go-on = { $next }: next annotation · { $link }: add link

hint-message-answer-suggestion = { $take }: take suggestion · { $reject }: reject · { $next }: next

hint-message-review-moves = { $key }: next annotation to review

hint-message-next-unfinished = Done · { $key }: next unfinished article

hint-message-export = All done · { $key }: export

hint-message-select = Select words to tag them · { $key }: done, next article
