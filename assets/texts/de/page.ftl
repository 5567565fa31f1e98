page-text-article = Artikeltext
page-text-scroll-bar = Im Artikel blättern
page-text-divider = Trennlinie zwischen den Artikeln
page-message-ranked = { $annotation }, { $number } von { $count }
page-message-link-handle = „{ $quote }“ verknüpfen
page-message-link-target = { $letters }: verknüpfen mit „{ $quote }“
page-message-far-end-above = ↑ { $relation } { $quote }
page-message-far-end-below = ↓ { $relation } { $quote }
page-message-far-end = { $relation } „{ $quote }“, dorthin
page-message-of-layer = { $layer }: { $label }: { $words }
page-message-of-label = { $label }: { $words }
page-message-words-and-entity = { $words }, { $entity }
page-message-more = und { $count } weitere
page-message-close-pane = { $article } schließen
page-message-of-coder = { $article } ({ $coder })
page-message-without-coder = { $article } (kein Coder)
page-message-facts = { $facts }
page-message-paragraph = ¶ { $number } von { $count }
page-message-annotations = { $count ->
    [one] { $count } Annotation
    *[other] { $count } Annotationen
    }
page-message-incomplete = { $count } unvollständig
page-message-selected-characters = { $count ->
    [one] { $count } Zeichen ausgewählt
    *[other] { $count } Zeichen ausgewählt
    }
page-message-read-as = gelesen als { $encoding }
page-message-label-key = Taste { $key }
page-message-label-and-key = { $label } { $key }
page-message-tag-selection = Auswahl als { $label } auszeichnen
page-message-suggested-label = vorgeschlagen { $label }, { $percent } %: { $words }
