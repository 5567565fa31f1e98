page-text-article = Текст статті

page-text-scroll-bar = Прокручування статті

page-text-divider = Роздільник між статтями

page-message-ranked = { $annotation }, { $number } з { $count }

page-message-link-handle = Зв’язати «{ $quote }»

page-message-link-target = { $letters }: зв’язати з «{ $quote }»

page-message-far-end-above = ↑ { $relation } { $quote }

page-message-far-end-below = ↓ { $relation } { $quote }

page-message-far-end = { $relation } «{ $quote }», перейти туди

page-message-of-layer = { $layer }: { $label }: { $words }

page-message-of-label = { $label }: { $words }

page-message-words-and-entity = { $words }, { $entity }

page-message-more = і ще { $count }

page-message-close-pane = Закрити { $article }

page-message-of-coder = { $article } ({ $coder })

page-message-without-coder = { $article } (без кодувальника)

page-message-facts = { $facts }

page-message-paragraph = ¶ { $number } з { $count }

page-message-annotations =
    { $count ->
        [one] { $count } анотація
        [few] { $count } анотації
       *[many] { $count } анотацій
    }

page-message-incomplete = неповних: { $count }

page-message-selected-characters =
    виділено { $count ->
        [one] { $count } символ
        [few] { $count } символи
       *[many] { $count } символів
    }

page-message-read-as = прочитано як { $encoding }

page-message-label-key = клавіша { $key }

page-message-label-and-key = { $label } { $key }

page-message-tag-selection = Позначити виділене як «{ $label }»
