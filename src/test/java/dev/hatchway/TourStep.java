package dev.hatchway;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A command of the tour and what stands below it: all that its terminal shows until it has ended,
 * with what is typed into the program meanwhile behind the program's own prompts.
 */
record TourStep(String command, List<String> output) {
  private static final Pattern BLOCK = Pattern.compile("(?ms)^```console\\n(.*?)^```$");
  private static final String PROMPT = "$ ";

  /** Prompts of programs in the containers: a shell's and a console's. */
  private static final Pattern TYPED =
      Pattern.compile("((?:/\\S*|~) [$#] |irb\\(main\\):[0-9]{3}:0> )(.+)");

  TourStep {
    output = List.copyOf(output);
  }

  /** Something that is typed into a program, once it shows its prompt. */
  record Typed(String prompt, String text) {}

  /** Reads the commands of a document. */
  static List<TourStep> read(String document) {
    List<TourStep> steps = new ArrayList<>();
    for (String block : BLOCK.matcher(document).results().map(match -> match.group(1)).toList()) {
      String command = "";
      List<String> output = new ArrayList<>();
      for (String line : block.lines().toList()) {
        if (!line.startsWith(PROMPT)) {
          output.add(line);
          continue;
        }
        if (!command.isEmpty()) {
          steps.add(new TourStep(command, output));
        }
        command = line.substring(PROMPT.length());
        output = new ArrayList<>();
      }
      steps.add(new TourStep(command, output));
    }
    return steps;
  }

  /** Returns the document with this output of its commands instead of what it says. */
  static String rewritten(String document, List<TourStep> steps) {
    var rest = new ArrayList<>(steps);
    return BLOCK
        .matcher(document)
        .replaceAll(
            block -> {
              StringBuilder text = new StringBuilder("```console\n");
              long count = block.group(1).lines().filter(line -> line.startsWith(PROMPT)).count();
              for (long i = 0; i < count; i++) {
                TourStep step = rest.removeFirst();
                text.append(PROMPT).append(step.command()).append('\n');
                step.output().forEach(line -> text.append(line).append('\n'));
              }
              return Matcher.quoteReplacement(text + "```");
            });
  }

  /** Whether the command asks for a terminal. */
  boolean inTerminal() {
    return command.startsWith("ssh -t ");
  }

  List<Typed> typed() {
    return output.stream()
        .map(TYPED::matcher)
        .filter(Matcher::matches)
        .map(match -> new Typed(match.group(1), match.group(2)))
        .toList();
  }

  TourStep with(List<String> otherOutput) {
    return new TourStep(command, otherOutput);
  }
}
