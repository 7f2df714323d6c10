# Turns samples into figures: medians, extremes and, where there is a peer, two ratios.
# Input, separated by tabs:  figure ID TEXT UNIT PEER     sample ID OURS [PEER'S]     note ID TEXT
# Output: a JSON object a line, without the commas between them.

function sort(values, count,   i, j, value) {
  for (i = 2; i <= count; i++) {
    value = values[i]
    for (j = i - 1; j > 0 && values[j] > value; j--) values[j + 1] = values[j]
    values[j + 1] = value
  }
}

function median(values, count,   middle) {
  middle = int((count + 1) / 2)
  return count % 2 ? values[middle] : (values[middle] + values[middle + 1]) / 2
}

function text(value) { gsub(/["\\]/, "\\\\&", value); return "\"" value "\"" }

# The median, the least and the greatest of one side, as members of an object.
function spread(id, side, prefix,   i, values) {
  for (i = 1; i <= samples[id]; i++) values[i] = sample[id, side, i]
  sort(values, samples[id])
  middle[side] = median(values, samples[id])
  return sprintf(", \"%smedian\": %.6g, \"%smin\": %.6g, \"%smax\": %.6g",
    prefix, middle[side], prefix, values[1], prefix, values[samples[id]])
}

function ratios(id,   i, pairs) {
  for (i = 1; i <= samples[id]; i++) pairs[i] = sample[id, "ours", i] / sample[id, "peer", i]
  sort(pairs, samples[id])
  return sprintf(", \"ratio of medians\": %.3f, \"median of ratios\": %.3f",
    middle["ours"] / middle["peer"], median(pairs, samples[id]))
}

BEGIN { FS = "\t" }

$1 == "figure" { ids[++figures] = $2; what[$2] = $3; unit[$2] = $4; peer[$2] = $5 }
$1 == "sample" { n = ++samples[$2]; sample[$2, "ours", n] = $3 + 0; sample[$2, "peer", n] = $4 + 0 }
$1 == "note" { note[$2] = $3 }

END {
  for (f = 1; f <= figures; f++) {
    id = ids[f]
    line = "{\"figure\": " text(what[id]) ", \"unit\": " text(unit[id]) ", \"n\": " samples[id]
    line = line spread(id, "ours", "")
    if (peer[id] != "") line = line ", \"peer\": " text(peer[id]) spread(id, "peer", "peer ") ratios(id)
    if (id in note) line = line ", \"note\": " text(note[id])
    print line "}"
  }
}
