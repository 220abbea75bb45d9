#!/usr/bin/env bash
# The command line from outside: what it prints, in which order, and its exit codes. How well it classifies is
# no matter here: the model is a tiny one that takes every picture for a cell.
#
#     tests/cli/test_cli.sh build/native/hematovision
#
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail

program=$(realpath "$1")
cd "$(dirname "$0")/../.."
pictures=$PWD/tests/pictures
model=$PWD/tests/models/fully_connected-int8.tflite
shipped_model=$PWD/models/hematovision.tflite
shipped_detector=$PWD/models/detector.tflite
detector=$PWD/tests/models/detector_large-float32.tflite # by hand: finds dark spots
# By hand, too: class maps of what is dark, pale, and neither; to the second one everything is unfamiliar.
map_model=$PWD/tests/models/class_map-float32.tflite
strange_model=$PWD/tests/models/class_map_strange-float32.tflite
cells_model=$PWD/tests/models/class_map_cells-int8.tflite
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
export LC_ALL=C
failures=0

# run CODE ARGUMENT...: runs the program in the test's folder; leaves its output in $out and $err.
run() {
  local expected=$1 code=0
  shift
  (cd "$folder" && "$program" "$@") >"$folder/.out" 2>"$folder/.err" || code=$?
  out=$(<"$folder/.out")
  err=$(<"$folder/.err")
  [ "$code" = "$expected" ] || complain "exit code $code instead of $expected of: $*"
}

complain() {
  echo "  line ${BASH_LINENO[1]}: $1" >&2
  printf '%s\n' "--- output" "${out-}" "--- errors" "${err-}" >&2
  failures=$((failures + 1))
}

equals() { [ "$1" = "$2" ] || complain "'$1' instead of '$2'"; }
contains() { [[ $1 == *"$2"* ]] || complain "no '$2' in it"; }
lacks() { [[ $1 != *"$2"* ]] || complain "'$2' in it"; }

classify() {
  local expected=$1
  shift
  run "$expected" classify --model "$model" "$@"
}

# The same with a model that has its cells looked for.
find_cells() {
  local expected=$1
  shift
  run "$expected" classify --model "$shipped_model" --detector "$detector" "$@"
}

# The values of one name in JSON lines, one a line; for strings without quotes in them.
names() { sed -E "s/^.*[{,]\"$1\":\"?([^\",]*).*/\1/" <<<"$out"; }

test_help_and_version() {
  run 0 --help
  contains "$out" 'Usage: hematovision'
  run 0 --version
  [[ $out =~ ^hematovision\ [0-9]+\.[0-9]+\.[0-9]+$ ]] || complain 'no version'
  run 0 classify --help
  contains "$out" 'Exit code'
}

test_wrong_usage() {
  run 1
  contains "$err" 'Usage'
  run 1 paint
  contains "$err" 'paint: no such command'
  run 1 classify
  contains "$err" 'name a picture'
  run 1 classify --colour x
  contains "$err" '--colour: no such option'
  run 1 classify --model
  contains "$err" '--model: a value is missing'
  run 1 classify --json=yes x
  contains "$err" '--json=yes'
  for jobs in 0 -1 257 two 2x ''; do
    run 1 classify --jobs "$jobs" x
    contains "$err" '--jobs wants a number'
  done
  classify 1 --json --csv x
  contains "$err" 'not both'
  equals "$out" ''
}

test_unusable_models() {
  run 1 classify --model nowhere.tflite "$pictures/plain.png"
  contains "$err" 'nowhere.tflite cannot be read: No such file'
  run 1 classify --model "$pictures/text.jpg" "$pictures/plain.png"
  contains "$err" 'This file is not a TensorFlow Lite model.'
  run 1 classify --model "$pictures/empty.jpg" "$pictures/plain.png"
  contains "$err" 'The file is empty.'
  equals "$out" ''
}

test_unusable_detectors() {
  run 1 classify --model "$model" --detector nowhere.tflite "$pictures/plain.png"
  contains "$err" 'the cell detector nowhere.tflite cannot be read: No such file'
  run 1 classify --model "$model" --detector "$model" "$pictures/plain.png"
  contains "$err" 'It is no cell detector'
  run 1 classify --model "$detector" "$pictures/plain.png"
  contains "$err" 'load it as the detector'
  run 1 classify --detector
  contains "$err" '--detector: a value is missing'
  # A model that has its cells looked for, and no detector beside the program.
  mkdir -p alone/bin alone/share/hematovision
  cp "$program" alone/bin/hematovision
  cp "$shipped_model" alone/share/hematovision
  local code=0
  alone/bin/hematovision classify "$pictures/plain.png" >/dev/null 2>.err || code=$?
  equals "$code" 1
  contains "$(<.err)" 'the cell detector detector.tflite is not where the program expects it'
}

test_cells_are_found() {
  find_cells 0 --json "$pictures/plain.png"
  contains "$out" '"micrometres_per_pixel":null,"cells_found":'
  contains "$out" ',"cut_off":true,"class":"'
  contains "$out" ',"quality":["cut-off"],'
  find_cells 0 "$pictures/plain.png"
  contains "$out" 'CELLS  SCALE'
  contains "$out" 'unknown'
  contains "$out" 'picture: cut off by the border'
  find_cells 0 --csv "$pictures/plain.png"
  equals "$(sed -n 2p <<<"$out" | cut -d, -f2,8)" 'ok,cut-off'
}

test_verdicts() {
  cp "$pictures/plain.png" a.png
  run 0 classify --model "$map_model" --json a.png
  contains "$out" '"verdict":"unsure","unfamiliarity":0.022225,"alternative":"dark","quality":[],'
  contains "$out" '"patch":[0,0,40,32],"map":{"rows":3,"columns":3,"values":[0.423,0.293,0.000,'
  run 0 classify --model "$map_model" a.png
  contains "$out" 'pale       58.8 %  unsure          1  unknown         pale or dark'
  run 0 classify --model "$map_model" --csv a.png
  contains "$out" 'file,status,class,confidence,verdict,unfamiliarity,alternative,quality,cells,dark,pale,message'
  contains "$out" 'a.png,ok,pale,0.587766,unsure,0.022225,dark,,1,0.412234,0.587766,'
  run 0 classify --model "$strange_model" a.png a.png
  contains "$out" '-  unfamiliar      1  unknown         unlike the cells that the model knows'
  lacks "$out" 'dark'
  lacks "$out" 'pale'
  contains "$out" '2 pictures; 2 unfamiliar.'
  run 0 classify --model "$strange_model" --json a.png
  contains "$out" '"class":"pale","confidence":0.587766,'
  contains "$out" '"verdict":"unfamiliar","unfamiliarity":0.022225,"alternative":"dark"'
  # What is at all strange is not confident with this one. Its lines are as long as the others: a model is binary.
  sed 's/confident_at 0.9/confident_at 0.5/; s/unfamiliar_offset 0/confident_below 0.0/' "$map_model" >careful.tflite
  run 0 classify --model "$PWD/careful.tflite" a.png
  contains "$out" 'pale       58.8 %  unsure          1  unknown         not quite like the cells that the model knows'
  run 0 classify --model "$PWD/careful.tflite" --json a.png
  contains "$out" '"verdict":"unsure","unfamiliarity":0.022225,"alternative":null,"quality":[],'
  # A model of rows of scores measures no unfamiliarity and draws no map.
  classify 0 --json a.png
  contains "$out" '"unfamiliarity":null,"alternative":"class '
  contains "$out" '"map":null}]}'
}

# Whether a file begins as PNG files do.
is_png() { [ "$(head -c 8 "$1" | od -An -tx1 | tr -d ' ')" = 89504e470d0a1a0a ] || complain "$1 is no PNG file"; }

test_drawings() {
  mkdir -p drawn smears
  cp "$pictures/plain.png" a.png
  cp "$pictures/plain.jpg" "$pictures/text.jpg" smears
  find_cells 0 --draw one.png a.png
  is_png one.png
  cmp -s one.png a.png && complain 'nothing is drawn'
  find_cells 2 --draw drawn a.png smears
  is_png drawn/a.png.png
  is_png drawn/plain.jpg.png
  equals "$(ls drawn)" $'a.png.png\nplain.jpg.png'
  cmp -s one.png drawn/a.png.png || complain 'alone it is drawn otherwise'
  find_cells 0 --draw drawn smears/plain.jpg
  classify 1 --draw drawn.png a.png smears
  contains "$err" '--draw drawn.png: name an existing folder to draw several pictures'
  classify 1 --draw drawn smears/plain.jpg "$pictures/plain.jpg"
  contains "$err" '--draw plain.jpg.png: two pictures have this file name'
  classify 1 --draw a.png a.png
  contains "$err" '--draw a.png: this would overwrite the picture'
  classify 1 --draw nowhere/a.png a.png
  contains "$err" 'the drawing nowhere/a.png cannot be written: No such file'
  contains "$out" 'class '
  classify 1 --draw /dev/full a.png
  contains "$err" 'the drawing /dev/full cannot be written: No space left'
}

test_explanations() {
  mkdir -p explained
  cp "$pictures/plain.png" a.png
  cp "$pictures/plain.jpg" b.jpg
  run 0 classify --model "$map_model" --explain one.png --draw boxes.png a.png
  is_png one.png
  cmp -s one.png boxes.png && complain 'nothing is explained'
  run 0 classify --model "$map_model" --explain explained a.png b.jpg
  equals "$(ls explained)" $'a.png.png\nb.jpg.png'
  cmp -s one.png explained/a.png.png || complain 'alone it is explained otherwise'
  run 0 classify --model "$strange_model" --explain strange.png a.png
  cmp -s one.png strange.png && complain 'another verdict has the same explanation'
  run 0 classify --model "$cells_model" --detector "$detector" --explain cells.png a.png
  is_png cells.png
  classify 1 --explain one.png a.png
  contains "$err" '--explain: this model gives no map of what its verdicts rest on'
  run 1 classify --model "$map_model" --explain one.png a.png b.jpg
  contains "$err" '--explain one.png: name an existing folder to draw several pictures'
  run 1 classify --model "$map_model" --explain a.png a.png
  contains "$err" '--explain a.png: this would overwrite the picture'
  run 1 classify --model "$map_model" --explain explained --draw ./explained a.png
  contains "$err" '--draw and --explain would write to the same place'
  run 1 classify --model "$map_model" --explain new.png --draw new.png a.png
  contains "$err" '--draw and --explain would write to the same place'
  run 1 classify --model "$map_model" --explain nowhere/a.png --draw boxes.png a.png
  contains "$err" 'the drawing nowhere/a.png cannot be written: No such file'
  run 1 classify --explain
  contains "$err" '--explain: a value is missing'
}

test_shipped_model_is_found() {
  if [ -e "$shipped_model" ] && [ -e "$shipped_detector" ]; then
    run 2 classify --csv "$pictures/text.jpg"
    contains "$out" 'cells,neutrophil,eosinophil,basophil,lymphocyte,monocyte,message'
  fi
  # A program that was copied elsewhere has no model beside it.
  mkdir -p elsewhere/bin
  cp "$program" elsewhere/bin/hematovision
  local code=0
  elsewhere/bin/hematovision classify "$pictures/plain.png" >/dev/null 2>&1 || code=$?
  equals "$code" 1
  mkdir -p elsewhere/share/hematovision
  cp "$model" elsewhere/share/hematovision/hematovision.tflite
  elsewhere/bin/hematovision classify "$pictures/plain.png" >/dev/null || complain 'no installed model found'
}

test_exit_code_tells_failures() {
  classify 0 --json "$pictures/plain.jpg" "$pictures/plain.png"
  classify 2 --json "$pictures/plain.jpg" "$pictures/text.jpg" "$pictures/plain.png"
  equals "$(names status)" $'ok\nnot-an-image\nok'
  equals "$err" ''
}

test_every_status_has_its_row() {
  classify 2 --json "$pictures"/{plain.jpg,empty.jpg,text.jpg,truncated.jpg,truncated.png,bomb.png} \
    "$pictures"/{one-pixel.png,phone.heic,cmyk.jpg,wrong-crc.png} nowhere.jpg "$pictures/plain.png"
  equals "$(names status | paste -sd ' ')" "ok empty-file not-an-image truncated-image truncated-image \
image-too-large image-too-small unsupported-heic unsupported-cmyk broken-image unreadable-file ok"
}

test_json_record() {
  cp "$pictures/plain.png" 'a.png'
  classify 0 --json a.png
  contains "$out" '{"file":"a.png","status":"ok","message":"'
  contains "$out" '"width":40,"height":32,"class":"class '
  contains "$out" '"cells":[{"box":[0,0,40,32],"score":1.000000,"cut_off":false,"class":"class '
  classify 2 --json nowhere.png
  contains "$out" '"file":"nowhere.png","status":"unreadable-file"'
  contains "$out" '"width":0,"height":0,"class":null,"confidence":null,"probabilities":null,"verdict":null,'
  contains "$out" '"unfamiliarity":null,"alternative":null,"quality":null,"micrometres_per_pixel":null,'
  contains "$out" ',"cells":[]}'
}

test_names_of_any_bytes() {
  local name=$'a "quoted", comma\nand line \\ \xfc.png'
  cp "$pictures/plain.png" "$name"
  classify 0 --json "$name"
  contains "$out" '{"file":"a \"quoted\", comma\u000aand line \\ �.png","status":"ok"'
  classify 0 --csv "$name"
  contains "$out" $'"a ""quoted"", comma\nand line \\ \xfc.png",ok,class '
  classify 0 "$name"
  contains "$out" 'comma?and line'
  cp "$pictures/plain.png" $'\e[31mred.png'
  classify 0 $'\e[31mred.png'
  lacks "$out" $'\e'
}

test_csv() {
  cp "$pictures/plain.png" a.png
  classify 2 --csv a.png "$pictures/text.jpg"
  local commas
  commas=$(tr -cd ',\n' <<<"$out" | sort -u)
  equals "$commas" ',,,,,,,,,,,,,,,,,,,' # 9 columns, 10 classes, the message
  equals "$(sed -n 2p <<<"$out" | cut -d, -f1,2,9)" 'a.png,ok,1'
  contains "$(sed -n 3p <<<"$out")" 'text.jpg,not-an-image,,,,,,,0,,,,,,,,,,,This is not a picture.'
}

test_table() {
  classify 2 "$pictures/plain.png" "$pictures/text.jpg" "$pictures/plain.jpg"
  contains "$out" 'FILE '
  contains "$out" 'This is not a picture. Choose a JPEG or PNG file.'
  contains "$out" '3 pictures: 2 class '
  contains "$out" '; 1 not classified.'
  classify 0 "$pictures/plain.png"
  lacks "$out" '1 pictures'
}

test_folders() {
  mkdir -p fields/b/deep fields/empty
  cp "$pictures/plain.png" fields/c.PNG
  cp "$pictures/plain.png" fields/a.png
  cp "$pictures/plain.jpg" fields/b/deep/x.JpEg
  cp "$pictures/plain.jpg" fields/b/y.jpg
  cp "$pictures/text.jpg" fields/notes.txt
  ln -s .. fields/b/deep/up
  ln -s ../a.png fields/b/z.png
  ln -s nowhere fields/lost.jpg
  classify 0 --json fields
  equals "$(names file)" $'fields/a.png\nfields/b/deep/x.JpEg\nfields/b/y.jpg\nfields/b/z.png\nfields/c.PNG'
  classify 0 --json fields/b/
  equals "$(names file | head -n 1)" 'fields/b/deep/x.JpEg'
  classify 1 fields/empty
  contains "$err" 'fields/empty: no .jpg, .jpeg or .png file in this folder'
  contains "$err" 'there are no pictures in these places'
  classify 2 --json fields/notes.txt fields/empty
  equals "$(names status)" 'not-an-image'
}

test_list_on_standard_input() {
  mkdir -p listed
  cp "$pictures/plain.png" 'listed/a b.png'
  cp "$pictures/plain.png" listed/-.png
  printf '%s\n' 'listed/a b.png' '' listed >list
  classify 0 --json - <list
  equals "$(names file)" $'listed/a b.png\nlisted/-.png\nlisted/a b.png'
  classify 0 --json listed/-.png - <<<'listed/a b.png'
  equals "$(names file)" $'listed/-.png\nlisted/a b.png'
  classify 1 - </dev/null
  contains "$err" 'there are no pictures'
  cp listed/-.png .
  classify 0 --json -- -.png
  equals "$(names file)" '-.png'
}

test_order_does_not_depend_on_jobs() {
  local one
  classify 2 --json --jobs 1 "$pictures" "$pictures" "$pictures" "$pictures" "$pictures"
  one=$out
  equals "$(names file | sort -u)" "$(find "$pictures" -name '*.jpg' -o -name '*.png' | sort)"
  for jobs in 2 7 256; do
    classify 2 --json --jobs "$jobs" "$pictures" "$pictures" "$pictures" "$pictures" "$pictures"
    [ "$out" = "$one" ] || complain "--jobs $jobs gives something else"
  done
}

test_pipes_and_full_disks() {
  local code=0
  { "$program" classify --model "$model" --json "$pictures" 2>"$folder/.err" || true; } | head -n 1 >/dev/null
  equals "$(<"$folder/.err")" ''
  "$program" classify --model "$model" --json "$pictures/plain.png" >/dev/full 2>"$folder/.err" || code=$?
  equals "$code" 1
  contains "$(<"$folder/.err")" 'could not be written'
}

# `script` gives the program a terminal; both its outputs come together.
test_terminals() {
  local command
  printf -v command '%q ' "$program" classify --model "$model" "$pictures"
  on_terminal() { out=$(env "$@" script -qec "$command" /dev/null || true); }
  on_terminal TERM=xterm NO_COLOR=
  contains "$out" $'\e[31m'
  contains "$out" '] 20 of '
  on_terminal TERM=xterm NO_COLOR=1
  lacks "$out" $'\e[31m'
  on_terminal TERM=dumb
  lacks "$out" $'\e[31m'
  classify 2 "$pictures"
  lacks "$out$err" $'\e'
  equals "$err" ''
}

cd "$folder"
for test in $(declare -F | sed -n 's/^declare -f \(test_.*\)/\1/p'); do
  echo "$test"
  "$test"
done
if [ "$failures" -gt 0 ]; then
  echo "$failures checks failed" >&2
  exit 1
fi
