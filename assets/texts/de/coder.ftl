coder-text-title = Coder
coder-message-who-is-coding = Wer kodiert? Mehrere Personen kodieren dieses Projekt. Ihre Annotationen werden in Dateien gespeichert, die Ihr Kürzel im Namen haben. Die begonnene Änderung folgt, sobald Sie gewählt haben.
coder-message-who-codes-now = Wer kodiert in diesem Projekt? Annotationen werden in Dateien gespeichert, die das Kürzel des Coders im Namen haben. Nichts, was andere annotiert haben, wird geändert.
coder-message-coder-with-work = { $articles ->
    [one] { $coder } ({ $articles } Artikel)
    *[other] { $coder } ({ $articles } Artikel)
    }
coder-message-coder-alone = { $coder }
coder-message-no-coder-with-work = { $articles ->
    [one] Ohne Coder ({ $articles } Artikel)
    *[other] Ohne Coder ({ $articles } Artikel)
    }
coder-message-someone-new = Jemand Neues
coder-message-coder-id = Kürzel
coder-message-not-a-code = „{ $typed }“ kann nicht Teil eines Dateinamens sein. Erlaubt sind Buchstaben, Ziffern, - und _, höchstens 32.
coder-message-reserved-code = „{ $typed }“ ist vergeben: Es bezeichnet die abgestimmte Fassung oder die Endung eines Textes.
coder-message-same-person = „{ $typed }“ ist { $coder }: Groß- und Kleinschreibung zählt nicht.
coder-message-code-as = Als { $coder } kodieren
coder-message-code-without-coder = Ohne Coder kodieren
coder-message-choose = Wählen
coder-message-explained = Demarche schlägt es in Projekten vor, die mehrere Personen kodieren; dort wird einmal gefragt und die Antwort gemerkt. In anderen Projekten gilt es ab dem nächsten Öffnen. Der Coder steht in neuen Annotationen und in den Namen ihrer Dateien.
coder-message-nameless-offered = { $articles ->
    [one] { $articles } annotierter Artikel trägt keinen Namen. Von wem ist er?
    *[other] { $articles } annotierte Artikel tragen keinen Namen. Von wem sind sie?
    }
coder-message-show-coders = Wählen…
coder-message-nameless-explained = Ihre Dateien werden auf den oben gewählten Coder umbenannt. Keine Datei wird überschrieben, und es lässt sich rückgängig machen.
coder-message-give-to = { $coder } zuordnen
coder-message-give-to-coder = Coder zuordnen
coder-message-give-back = Rückgängig
coder-message-giving = Dateien werden umbenannt, sobald alles gespeichert ist…
coder-message-given = { $coder-given ->
    [none] { $articles ->
        [one] { $articles } annotierter Artikel ist wieder ohne Coder.
        *[other] { $articles } annotierte Artikel sind wieder ohne Coder.
        }
    *[some] { $articles ->
        [one] { $articles } annotierter Artikel gehört jetzt zu { $coder }.
        *[other] { $articles } annotierte Artikel gehören jetzt zu { $coder }.
        }
    }
coder-message-undo-given = Rückgängig: Annotationen ohne Coder zu { $coder }
coder-message-gifts-in-the-way = { $coder-given ->
    [none] { $count ->
        [one] Es gibt dort wieder Annotationen ohne Coder, deshalb bleibt unverändert: { $names }.
        *[other] Es gibt dort wieder Annotationen ohne Coder, deshalb bleiben unverändert: { $names }.
        }
    *[some] { $count ->
        [one] { $coder } hat dort Annotationen, deshalb bleibt unverändert: { $names }.
        *[other] { $coder } hat dort Annotationen, deshalb bleiben unverändert: { $names }.
        }
    }
coder-message-not-given = Die Annotationen von { $article } wurden nicht umbenannt
coder-message-giving-failed = Keine Datei wurde umbenannt, da nicht alles gespeichert werden kann.
coder-message-codes-as = { $coder-given ->
    [none] { $articles ->
        [one] Sie kodieren ohne Coder. { $articles } Artikel hat Annotationen ohne Coder.
        *[other] Sie kodieren ohne Coder. { $articles } Artikel haben Annotationen ohne Coder.
        }
    *[some] { $articles ->
        [one] Sie kodieren als { $coder }. { $articles } Artikel hat Annotationen von { $coder }.
        *[other] Sie kodieren als { $coder }. { $articles } Artikel haben Annotationen von { $coder }.
        }
    }
coder-message-not-now = Der Coder kann gewechselt werden, sobald die laufende Arbeit beendet ist.
coder-message-coder = Coder: { $coder }
coder-message-no-coder = Kein Coder
coder-message-change-coder = Ändern, wer in diesem Projekt kodiert
