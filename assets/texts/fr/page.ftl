page-text-article = Texte de l’article
page-text-scroll-bar = Faire défiler l’article
page-text-divider = Séparation entre les articles
page-message-ranked = { $annotation }, { $number } sur { $count }
page-message-link-handle = Lier « { $quote } »
page-message-link-target = { $letters } : lier à « { $quote } »
page-message-far-end-above = ↑ { $relation } { $quote }
page-message-far-end-below = ↓ { $relation } { $quote }
page-message-far-end = { $relation } « { $quote } », y aller
page-message-of-layer = { $layer } : { $label } : { $words }
page-message-of-label = { $label } : { $words }
page-message-words-and-entity = { $words }, { $entity }
page-message-more = { $count ->
    [one] et { $count } autre
    *[other] et { $count } autres
    }
page-message-close-pane = Fermer { $article }
page-message-of-coder = { $article } ({ $coder })
page-message-without-coder = { $article } (sans codeur)
page-message-facts = { $facts }
page-message-paragraph = ¶ { $number } sur { $count }
page-message-annotations = { $count ->
    [one] { $count } annotation
    *[other] { $count } annotations
    }
page-message-incomplete = { $count ->
    [one] { $count } incomplète
    *[other] { $count } incomplètes
    }
page-message-selected-characters = { $count ->
    [one] { $count } caractère sélectionné
    *[other] { $count } caractères sélectionnés
    }
page-message-read-as = lu comme { $encoding }
page-message-label-key = touche { $key }
page-message-label-and-key = { $label } { $key }
page-message-tag-selection = Étiqueter la sélection : { $label }
