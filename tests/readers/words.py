"""Converts a file with one word per line to articles, for any library that reads the tags."""


def read_words(content, docstart, separator, parse, texts):
    """Yields each article without its text. `parse` converts tags to spans and a list of errors."""
    articles = content.split(f"{docstart}\n")[1:]
    for article, text in zip(articles, texts, strict=True):
        found, at = [], 0
        for sentence in article.strip("\n").split("\n\n"):
            rows = [line.split(separator) for line in sentence.split("\n")]
            places = []
            for row in rows:
                at = text.index(row[0], at)
                places.append((at, at + len(row[0])))
                at += len(row[0])
            spans, errors = parse([row[-1] for row in rows])
            if errors:
                raise SystemExit(f"the tags are wrong: {errors[:3]}")
            found += [([(places[span.start][0], places[span.end - 1][1])], span.type) for span in spans]
        yield None, found
