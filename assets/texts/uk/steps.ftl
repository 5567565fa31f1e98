step-text-label = мітки

step-text-relation-type = типу відношення

step-text-attribute = атрибута

step-text-choice = варіанта

step-text-entity-label = мітки

step-text-entity-kind = виду

step-text-country = країни

step-text-wikidata = елемента Wikidata

step-message-tag = позначення як «{ $label }»

step-message-tag-occurrences = позначення входжень як «{ $label }»

step-message-relabel = зміна мітки на «{ $label }»

step-message-move-border = зміна межі «{ $label }»

step-message-add-fragment = додавання до «{ $label }»

step-message-delete = вилучення «{ $label }»

step-message-write-memo = нотатка до «{ $label }»

step-message-set-value = зміна «{ $attribute }» на «{ $value }»

step-message-set-choice = зміна «{ $attribute }» на «{ $choice }»

step-message-clear-value = очищення «{ $attribute }»

step-message-set-status = зміна стану статті на «{ $status }»

step-message-follow-text = переміщення анотацій зі зміненим текстом

step-message-place-again = прийняття нового місця «{ $label }»

step-message-place-all-again = прийняття нових місць

step-message-take-back-out = відхилення нового місця «{ $label }»

step-message-link = додавання зв’язку «{ $relation }»

step-message-unlink = вилучення зв’язку «{ $relation }»

step-message-change-link-end = зміна кінця зв’язку «{ $relation }»

step-message-reverse-link = зміна напряму зв’язку «{ $relation }»

step-message-retype-link = зміна зв’язку на «{ $relation }»

step-message-set-link-value = зміна «{ $attribute }» зв’язку «{ $relation }»

step-message-set-entity = вибір сутності «{ $entity }»

step-message-remove-entity = прибирання сутності

step-message-remove-entity-from = прибирання «{ $attribute }»

step-message-create-entity = створення сутності «{ $entity }»

step-message-rename-entity = перейменування сутності «{ $from }» на «{ $to }»

step-message-merge-entities = об’єднання сутності «{ $from }» з «{ $into }»

step-message-split-entity = виділення «{ $new }» із сутності «{ $from }»

step-message-delete-entity = вилучення сутності «{ $entity }»

step-message-edit-codebook = зміна книги кодів

step-message-edit-guideline = зміна інструкції

step-message-edit-entity-kinds = зміна видів сутностей

step-message-edit-item = зміна { $item } { $id }

step-message-add-item = додавання { $name }

step-message-move-item = переміщення { $item } { $id }

step-message-duplicate-item = дублювання { $item } { $id }

step-message-switch-off = вимкнення { $item } { $id }

step-message-rename = перейменування { $item } { $id } на { $to }

step-message-merge = об’єднання { $item } { $id } з { $into }

step-message-split = виділення { $into } з { $item } { $id }

step-message-retire = приховання { $item } { $id }

step-message-delete-item = вилучення { $item } { $id }

step-message-change-kind = зміна виду { $item } { $id }

step-message-move-to-top = переміщення { $item } { $id } на верхній рівень

step-message-move-below = підпорядкування { $item } { $id } до { $above }

step-message-extend-codebook = додавання до книги кодів: { $with }

step-message-replace-codebook = заміна книги кодів: { $with }

step-message-take-codebook-on-disk = узяття книги кодів з диска

step-message-compare-coders = порівняння кодувальників

step-message-decide-for = узяття версії { $coder }

step-message-decide-for-nobody = узяття нічиєї версії

step-message-undecide = відкликання рішення

step-message-decide-by-strategy = рішення за стратегією «{ $strategy }»

step-message-note-decision = примітка до рішення

step-message-take-in-changes = злиття змін іншої програми

step-message-take-in-codebook-changes = злиття змін книги кодів з іншої програми

step-message-resolve-conflicts = вирішення конфліктів

step-message-bring-back-removed = відновлення вилученого

step-message-add-for-dataset = додавання потрібного для набору даних

step-message-set-entity-field = зміна { $field } сутності «{ $entity }»

step-message-set-part-of = зміна того, частиною чого є «{ $entity }»

step-message-write-entity-memo = нотатка до сутності «{ $entity }»

step-message-change-aliases = зміна інших назв сутності «{ $entity }»
