step-text-label = метки

step-text-relation-type = типа отношения

step-text-attribute = атрибута

step-text-choice = варианта

step-text-entity-label = метки

step-text-entity-kind = вида

step-text-country = страны

step-text-wikidata = элемента Wikidata

step-message-tag = пометка как «{ $label }»

step-message-tag-occurrences = пометка вхождений как «{ $label }»

step-message-relabel = смена метки на «{ $label }»

step-message-move-border = изменение границы «{ $label }»

step-message-add-fragment = добавление к «{ $label }»

step-message-delete = удаление «{ $label }»

step-message-write-memo = заметка к «{ $label }»

step-message-set-value = изменение «{ $attribute }» на «{ $value }»

step-message-set-choice = изменение «{ $attribute }» на «{ $choice }»

step-message-clear-value = очистка «{ $attribute }»

step-message-set-status = смена состояния статьи на «{ $status }»

step-message-follow-text = перемещение аннотаций с изменённым текстом

step-message-place-again = принятие нового места «{ $label }»

step-message-place-all-again = принятие новых мест

step-message-take-back-out = отклонение нового места «{ $label }»

step-message-link = добавление связи «{ $relation }»

step-message-unlink = удаление связи «{ $relation }»

step-message-change-link-end = изменение конца связи «{ $relation }»

step-message-reverse-link = смена направления связи «{ $relation }»

step-message-retype-link = изменение связи на «{ $relation }»

step-message-set-link-value = изменение «{ $attribute }» связи «{ $relation }»

step-message-set-entity = выбор сущности «{ $entity }»

step-message-remove-entity = снятие сущности

step-message-remove-entity-from = снятие «{ $attribute }»

step-message-create-entity = создание сущности «{ $entity }»

step-message-rename-entity = переименование сущности «{ $from }» в «{ $to }»

step-message-merge-entities = объединение сущности «{ $from }» с «{ $into }»

step-message-split-entity = выделение «{ $new }» из сущности «{ $from }»

step-message-delete-entity = удаление сущности «{ $entity }»

step-message-edit-codebook = изменение книги кодов

step-message-edit-guideline = изменение инструкции

step-message-edit-entity-kinds = изменение видов сущностей

step-message-edit-item = изменение { $item } { $id }

step-message-add-item = добавление { $name }

step-message-move-item = перемещение { $item } { $id }

step-message-duplicate-item = дублирование { $item } { $id }

step-message-switch-off = выключение { $item } { $id }

step-message-rename = переименование { $item } { $id } в { $to }

step-message-merge = объединение { $item } { $id } с { $into }

step-message-split = выделение { $into } из { $item } { $id }

step-message-retire = скрытие { $item } { $id }

step-message-delete-item = удаление { $item } { $id }

step-message-change-kind = смена вида { $item } { $id }

step-message-move-to-top = перемещение { $item } { $id } на верхний уровень

step-message-move-below = подчинение { $item } { $id } к { $above }

step-message-extend-codebook = добавление в книгу кодов: { $with }

step-message-replace-codebook = замена книги кодов: { $with }

step-message-take-codebook-on-disk = взятие книги кодов с диска

step-message-compare-coders = сравнение кодировщиков

step-message-decide-for = взятие версии { $coder }

step-message-decide-for-nobody = взятие ничьей версии

step-message-undecide = отзыв решения

step-message-decide-by-strategy = решение по стратегии «{ $strategy }»

step-message-note-decision = примечание к решению

step-message-take-in-changes = слияние изменений другой программы

step-message-take-in-codebook-changes = слияние изменений книги кодов из другой программы

step-message-resolve-conflicts = разрешение конфликтов

step-message-bring-back-removed = восстановление удалённого

step-message-add-for-dataset = добавление нужного для набора данных

step-message-set-entity-field = изменение { $field } сущности «{ $entity }»

step-message-set-part-of = изменение того, частью чего является «{ $entity }»

step-message-write-entity-memo = заметка к сущности «{ $entity }»

step-message-change-aliases = изменение других названий сущности «{ $entity }»
