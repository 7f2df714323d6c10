# Turns the figures, one JSON object a line as bench/figures.awk writes them, into a table of Markdown.

# The value of a member, without the quotes of a text; nothing if there is none.
function value(name,   at, rest) {
  at = index($0, "\"" name "\": ")
  if (!at) return ""
  rest = substr($0, at + length(name) + 4)
  if (rest !~ /^"/) return match(rest, /^[-0-9.e+]+/) ? substr(rest, 1, RLENGTH) : ""
  match(rest, /^"([^"\\]|\\.)*"/)
  rest = substr(rest, 2, RLENGTH - 2)
  gsub(/\\"/, "\"", rest)
  return rest
}

function number(text) { text += 0; return sprintf(text >= 100 ? "%.0f" : text >= 10 ? "%.1f" : "%.2f", text) + 0 }

function side(prefix) {
  if (value("n") == 1) return number(value(prefix "median"))
  return number(value(prefix "median")) " (" number(value(prefix "min")) "–" number(value(prefix "max")) ")"
}

BEGIN {
  print "| figure | n | Hatchway: median (min–max) | peer | peer: median (min–max) | ratio of medians | median of ratios |"
  print "|---|---|---|---|---|---|---|"
}

/"figure": / {
  row = "| " value("figure") ", " value("unit") " | " value("n") " | " side("") " | "
  if (value("peer") == "") print row "– | – | – | – |"
  else print row value("peer") " | " side("peer ") " | " value("ratio of medians") " | " value("median of ratios") " |"
  if (value("note") != "") notes[++count] = value("figure") ": " value("note")
}

END {
  for (i = 1; i <= count; i++) print (i == 1 ? "\n" : "") "- " notes[i]
}
