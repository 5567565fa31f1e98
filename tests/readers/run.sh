#!/usr/bin/env bash
# Checks with other people's readers what `demarche export` writes from the sample data and from
# difficult articles and what `demarche report` writes of them, and with other people's programs what `demarche agree` and `demarche network` compute. Usage: tests/readers/run.sh PROGRAM [FOLDER]
# FOLDER keeps a virtual environment between runs; READERS_PYTHON names a Python with all packages.
set -euo pipefail
program=$(realpath "$1")
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# No reader downloads anything, and no files are left behind.
export HF_HUB_OFFLINE=1 HF_DATASETS_OFFLINE=1 HF_HOME="$work/hf"
export PYTHONDONTWRITEBYTECODE=1 PYTHONWARNINGS=ignore

# A registry may fail for a moment: three tries.
install() {
    local try
    for try in 1 2 3; do
        if "$1" -m pip install --quiet --disable-pip-version-check --retries 5 --timeout 60 \
            --only-binary :all: --no-deps -r "$here/requirements.txt"; then
            return
        fi
        echo "pip failed, try $try of 3" >&2
        sleep $((try * 5))
    done
    return 1
}

python=${READERS_PYTHON:-}
if [ -z "$python" ]; then
    environment=${2:-$work/venv}
    python=$environment/bin/python
    [ -x "$python" ] || python3 -m venv "$environment"
    install "$python"
fi

cp -R "$root/sample_data" "$work/samples"
"$program" import --from jsonl --into "$work/hard" "$root/tests/data/formats/articles.jsonl" 2>/dev/null
"$python" "$here/schemas.py" "$program" "$work/samples" "$work/hard" "$root/assets"

printf 'agreement: '
"$program" agree --spans "$work/spans.csv" --format json --out "$work/agreement.json" "$work/samples"
"$python" "$here/agreement.py" "$program" "$work/spans.csv" "$work/agreement.json"

printf 'networks: '
"$python" "$here/networks.py" "$program" "$work/samples" "$work"

printf 'models: '
"$python" "$here/models.py" "$program" "$root/sample_data" "$work" "$root/examples/models"
# The faces of the tests, so that scripts have one on every machine.
mkdir -p "$work/share/fonts"
cp "$root"/tests/fonts/*.?tf "$work/share/fonts"
cp -R "$root/tests/data/documents/project" "$work/mixed"
for project in samples hard mixed; do
    "$program" export --to jsonl --out "$work/$project-documents.jsonl" "$work/$project" 2>/dev/null
    printf 'documents, %s: ' "$project"
    XDG_DATA_HOME="$work/share" "$python" "$here/documents.py" "$program" "$work/$project" \
        "$work/$project-documents.jsonl" "$work/documents/$project"
done

for project in samples hard; do
    "$program" export --to jsonl --out "$work/$project.jsonl" "$work/$project" 2>/dev/null
    for judge in "$here"/judge_*.py; do
        format=$(basename "$judge" .py)
        format=${format#judge_}
        format=${format//_/-}
        out=$work/out/$project/$format
        mkdir -p "$out"
        "$program" export --to "$format" --out "$out" --report "$work/losses.json" \
            "$work/$project" 2>/dev/null
        printf '%s, %s: ' "$format" "$project"
        "$python" "$judge" "$out" "$work/$project.jsonl" "$work/losses.json"
    done
    partitions=()
    for key in year outlet status; do
        "$program" export --to parquet --partition-by "$key" --out "$work/by-$key/$project" \
            "$work/$project" 2>/dev/null
        partitions+=("$key=$work/by-$key/$project")
    done
    "$program" export --to parquet --shards 16 --out "$work/shards/$project" "$work/$project" 2>/dev/null
    printf 'parquet in shards, %s: ' "$project"
    "$python" "$here/shards.py" "$work/out/$project/parquet" "$work/shards/$project" "${partitions[@]}"
done

# The Python package, as pip installs it.
"$python" "$root/packaging/python/wheel.py" --store "$program" "$work/wheel" >/dev/null
"$python" -m pip install --quiet --disable-pip-version-check --no-index --no-deps --target "$work/installed" "$work/wheel"/*.whl
for project in samples hard; do
    printf 'Python package, %s: ' "$project"
    PYTHONPATH=$work/installed "$python" "$here/python_package.py" "$program" "$work/$project" "$work/tables-$project"
done

# The R functions, where there is an R.
if command -v Rscript >/dev/null; then
    for project in samples hard; do
        printf 'R functions, %s: ' "$project"
        mkdir -p "$work/r-$project"
        DEMARCHE=$program LC_ALL=C.UTF-8 Rscript "$here/r_functions.R" "$root/packaging/r/demarche.R" "$work/$project" "$work/r-$project"
    done
else
    echo 'R functions: NOT CHECKED, there is no Rscript'
fi
