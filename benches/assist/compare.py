"""Compares the taggers of Demarche with python-crfsuite and spaCy on the same splits.

    compare.py prepare DATA OUT     makes splits: texts, spans and tokens, in OUT/NAME-DRAW/{train,test}
    compare.py crfsuite OUT...      trains python-crfsuite on the first N articles of each split
    compare.py spacy OUT...         trains spaCy's blank "ner" on them

DATA has the folders bio-conll (CrossNER politics, WNUT-17, Wojood, UNER Chinese) and re3d. Then
`cargo run --release -p demarche-assist --example measure_spans OUT/*` measures ours. Packages:
python-crfsuite, spacy.
"""

import glob
import json
import os
import random
import re
import sys
import time

SIZES = [5, 10, 20, 50, 100, 200]
SENTENCES = 10  # in an article, where the data has sentences only


def bio(path, token_at, spaces=True):
    """Sentences of a file with a token and a tag on each line."""
    sentence = []
    for line in open(path, encoding="utf-8"):
        line = line.rstrip("\n")
        if not line.strip() or line.startswith("# "):
            if sentence:
                yield sentence
            sentence = []
            continue
        fields = line.split("\t") if "\t" in line else line.split(" ")
        if token_at == 1:
            sentence.append((fields[1], fields[2]))
        else:
            sentence.append((fields[0], fields[-1]))
    if sentence:
        yield sentence


def article(sentences, spaces):
    """Text, spans and tokens of some sentences; each sentence is a paragraph."""
    text, spans, tokens = "", [], []
    for sentence in sentences:
        open_span = None
        for token, tag in sentence:
            if text and not text.endswith("\n") and spaces:
                text += " "
            start = len(text)
            text += token
            tokens.append((start, len(text)))
            if tag.startswith("B-") or (tag.startswith("I-") and open_span is None):
                open_span = [start, len(text), tag[2:]]
                spans.append(open_span)
            elif tag.startswith("I-"):
                open_span[1] = len(text)
            else:
                open_span = None
        text += "\n"
        tokens.append(None)  # the end of a sequence
    return text, spans, tokens


def articles_of(sentences, spaces=True):
    sentences = list(sentences)
    for start in range(0, len(sentences) - SENTENCES + 1, SENTENCES):
        yield article(sentences[start : start + SENTENCES], spaces)


def re3d(folder):
    for part in sorted(glob.glob(folder + "/*/documents.json")):
        texts = {}
        for line in open(part, encoding="utf-8-sig"):
            if line.strip():
                one = json.loads(line)
                texts[one["_id"]] = one["text"]
        spans = {}
        for line in open(part.replace("documents", "entities"), encoding="utf-8-sig"):
            if line.strip():
                one = json.loads(line)
                if one["documentId"] in texts:
                    place = (one["begin"], one["end"], one["type"])
                    if texts[one["documentId"]][one["begin"] : one["end"]] == one["value"]:
                        spans.setdefault(one["documentId"], []).append(place)
        for key in sorted(texts):
            text = texts[key]
            kept, last = [], 0
            # Overlapping spans: the first and longest.
            for start, end, label in sorted(spans.get(key, []), key=lambda s: (s[0], -s[1])):
                if start >= last and end > start:
                    kept.append([start, end, label])
                    last = end
            tokens = []
            for paragraph in re.finditer(r"[^\n]+", text):
                for token in re.finditer(r"\w+|[^\w\s]", paragraph.group()):
                    tokens.append((paragraph.start() + token.start(), paragraph.start() + token.end()))
                tokens.append(None)
            yield text, kept, tokens


def prepare(data, out):
    folder = data + "/bio-conll/"
    politics = list(bio(folder + "crossner_politics_train.txt", 0))
    politics += list(bio(folder + "crossner_politics_dev.txt", 0))
    wnut = bio(folder + "wnut17_emerging.test.annotated", 0)
    arabic = list(bio(folder + "arabic_wojood_sample_val.txt", 0))
    arabic += list(bio(folder + "arabic_wojood_sample_test.txt", 0))
    chinese = bio(folder + "chinese_uner_gsdsimp_dev.iob2", 1)
    sets = {
        "politics": list(articles_of(politics)),
        "wnut": list(articles_of(wnut)),
        "arabic": list(articles_of(arabic)),
        "chinese": list(articles_of(chinese, spaces=False)),
        "re3d": list(re3d(data + "/re3d")),
    }
    for name, articles in sets.items():
        for draw in range(3):
            order = list(articles)
            random.Random(draw).shuffle(order)
            tested = max(len(order) * 2 // 5, 1)
            for part, of in (("test", order[:tested]), ("train", order[tested:])):
                folder = f"{out}/{name}-{draw}/{part}"
                os.makedirs(folder, exist_ok=True)
                for number, (text, spans, tokens) in enumerate(of):
                    base = f"{folder}/{number:04}"
                    open(base + ".txt", "w", encoding="utf-8", newline="").write(text)
                    with open(base + ".spans", "w", encoding="utf-8") as file:
                        for start, end, label in spans:
                            file.write(f"{start}\t{end}\t{label}\n")
                    with open(base + ".tokens", "w", encoding="utf-8") as file:
                        for token in tokens:
                            file.write("\n" if token is None else f"{token[0]}\t{token[1]}\n")


def read(folder):
    for path in sorted(glob.glob(folder + "/*.txt")):
        text = open(path, encoding="utf-8", newline="").read()
        spans = [
            (int(a), int(b), c)
            for a, b, c in (line.rstrip("\n").split("\t") for line in open(path[:-3] + "spans"))
        ]
        sequences, current = [], []
        for line in open(path[:-3] + "tokens"):
            if line == "\n":
                if current:
                    sequences.append(current)
                current = []
            else:
                start, end = line.split("\t")
                current.append((int(start), int(end)))
        if current:
            sequences.append(current)
        yield text, spans, sequences


def tags_of(sequence, spans):
    tags = ["O"] * len(sequence)
    for start, end, label in spans:
        inside = [i for i, (a, b) in enumerate(sequence) if a < end and b > start]
        for i in inside:
            tags[i] = ("B-" if i == inside[0] else "I-") + label
    return tags


def shape(word):
    kinds = "".join("X" if c.isupper() else "x" if c.islower() else "0" if c.isdigit() else c for c in word)
    return re.sub(r"(.)\1+", r"\1", kinds)


def features(words):
    """The features of names that are usual for CRFsuite: words, shapes, affixes, pairs of words."""
    lower = [re.sub(r"\d", "0", word.lower()) for word in words]
    shapes = [shape(word) for word in words]
    at = lambda items, i: items[i] if 0 <= i < len(items) else "<>"
    all_features = []
    for i, word in enumerate(words):
        of = ["bias", "w=" + word, "s=" + shapes[i]]
        of += [f"l{d}=" + at(lower, i + d) for d in range(-2, 3)]
        of += [f"s{d}=" + at(shapes, i + d) for d in (-2, -1, 1, 2)]
        for n in range(1, 5):
            of += [f"p{n}=" + lower[i][:n], f"e{n}=" + lower[i][-n:]]
        of += [f"b{d}=" + at(lower, i + d) + "|" + at(lower, i + d + 1) for d in (-2, -1, 0, 1)]
        of += [f"t{d}=" + at(shapes, i + d) + "|" + at(shapes, i + d + 1) for d in (-1, 0)]
        all_features.append(of)
    return all_features


def spans_of(sequence, tags):
    spans, open_span = set(), None
    for (start, end), tag in list(zip(sequence, tags)) + [((0, 0), "O")]:
        if open_span and not (tag.startswith("I-") and tag[2:] == open_span[2]):
            spans.add(tuple(open_span))
            open_span = None
        if tag.startswith("B-") or (tag.startswith("I-") and open_span is None):
            open_span = [start, end, tag[2:]]
        elif open_span:
            open_span[1] = end
    return spans


def f1(gold, found):
    right = sum(len(g & f) for g, f in zip(gold, found))
    shown, wanted = sum(map(len, found)), sum(map(len, gold))
    return 2 * right / max(shown + wanted, 1)


def crfsuite(folder):
    import pycrfsuite

    train, test = list(read(folder + "/train")), list(read(folder + "/test"))
    prepared = [
        [(features([text[a:b] for a, b in s]), tags_of(s, spans)) for s in sequences]
        for text, spans, sequences in train
    ]
    gold = [set(spans) for _, spans, _ in test]
    for n in (n for n in SIZES if n <= len(train)):
        best = None
        for c1, c2 in ((0.0, 1.0), (0.05, 0.05), (0.0, 0.1)):
            started = time.process_time()
            trainer = pycrfsuite.Trainer(algorithm="lbfgs", verbose=False)
            for sequences in prepared[:n]:
                for xs, ys in sequences:
                    trainer.append(xs, ys)
            trainer.set_params({"c1": c1, "c2": c2, "max_iterations": 200})
            model = f"/tmp/compare-{os.getpid()}.crfsuite"
            trainer.train(model)
            took = time.process_time() - started
            tagger = pycrfsuite.Tagger()
            tagger.open(model)
            found = []
            for text, _, sequences in test:
                spans = set()
                for s in sequences:
                    spans |= spans_of(s, tagger.tag(features([text[a:b] for a, b in s])))
                found.append(spans)
            tagger.close()
            os.remove(model)
            score = f1(gold, found)
            if best is None or score > best[0]:
                best = (score, c1, c2, took)
        # The better of three settings on the test articles themselves, in its favour.
        print(f"{folder}\tN={n}\tF1={best[0]:.3f}\tc1={best[1]} c2={best[2]}\t{best[3]:.2f} s", flush=True)


def spacy_ner(folder):
    import spacy
    from spacy.training import Example, iob_to_biluo
    from spacy.util import minibatch

    language = {"arabic": "ar", "chinese": "zh"}.get(os.path.basename(folder).split("-")[0], "en")
    train, test = list(read(folder + "/train")), list(read(folder + "/test"))
    for n in (n for n in SIZES if n <= len(train)):
        started = time.process_time()
        nlp = spacy.blank(language)
        ner = nlp.add_pipe("ner")
        examples = []
        for text, spans, sequences in train[:n]:
            for s in sequences:
                start, end = s[0][0], s[-1][1]
                doc = spacy.tokens.Doc(
                    nlp.vocab,
                    words=[text[a:b] for a, b in s],
                    spaces=[i + 1 < len(s) and s[i + 1][0] > b for i, (_, b) in enumerate(s)],
                )
                # It drops entities of tags that are not BILUO.
                tags = iob_to_biluo(tags_of(s, spans))
                examples.append(Example.from_dict(doc, {"entities": tags}))
        for _, spans, _ in train[:n]:
            for span in spans:
                ner.add_label(span[2])
        spacy.util.fix_random_seed(1)
        optimizer = nlp.initialize(lambda: examples)
        for _ in range(30):
            random.Random(1).shuffle(examples)
            for batch in minibatch(examples, size=8):
                nlp.update(batch, sgd=optimizer, drop=0.2)
        took = time.process_time() - started
        gold, found = [], []
        for text, spans, sequences in test:
            gold.append(set(spans))
            of = set()
            for s in sequences:
                doc = spacy.tokens.Doc(nlp.vocab, words=[text[a:b] for a, b in s])
                doc = nlp.get_pipe("ner")(doc)
                of |= {(s[e.start][0], s[e.end - 1][1], e.label_) for e in doc.ents}
            found.append(of)
        print(f"{folder}\tN={n}\tF1={f1(gold, found):.3f}\t{took:.1f} s", flush=True)


if __name__ == "__main__":
    command, *rest = sys.argv[1:]
    if command == "prepare":
        prepare(*rest)
    else:
        for folder in rest:
            {"crfsuite": crfsuite, "spacy": spacy_ner}[command](folder)
