package dev.hatchway.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** The rule, measured against the {@code /bin/sh} of this machine. */
class ProgramRuleTest {
  /** Programs that need no shell; a shell must make the same of them. */
  static final List<String> AS_THEY_SAY =
      List.of(
          "true",
          "false",
          "echo hi",
          "echo  two   blanks",
          "echo 'two  blanks'",
          "echo \"two  blanks\"",
          "echo a\tb",
          "echo a\\ b",
          "echo ''",
          "echo \"\" x",
          "echo a=b",
          "echo if then",
          "echo cd",
          "echo '*'",
          "echo \"*\"",
          "echo \\*",
          "echo '$HOME'",
          "echo \\$HOME",
          "echo \"\\$HOME\"",
          "echo '`id`'",
          "echo \"\\`id\\`\"",
          "echo 'a;b'",
          "echo a\\;b",
          "echo \"a|b\"",
          "echo 'a&b' \"c>d\" e\\<f",
          "echo '#' x",
          "echo \\# x",
          "echo '~' \\~ \"~\"",
          "echo '{a,b}'",
          "echo \"(a)\"",
          "echo \"hi!\"",
          "echo 'it'\\''s'",
          "echo \"it's\"",
          "echo 'say \"hi\"'",
          "echo 'a\nb'",
          "echo \"a\nb\"",
          "echo a\\\nb",
          "\\\n echo hi",
          "ec\\ho hi",
          "'echo' hi",
          "\"echo\" hi",
          "e'ch'o hi",
          "/bin/echo hi",
          "env A=b printenv A",
          "env -i A='b c' /usr/bin/env",
          "cat one.txt",
          "cat 'with blank.txt'",
          "cat with\\ blank.txt",
          "cat missing.txt",
          "ls -1",
          "ls -1 ./",
          "expr 1 + 2",
          "expr 2 '*' 3",
          "sh -c 'exit 42'",
          "sh -c 'echo $0 $1' a b",
          "sh -c 'echo a; echo b'",
          "grep -c one one.txt",
          "grep -q nothing one.txt",
          "sed s/one/two/ one.txt",
          "awk '{print $1}' one.txt",
          "sort -r one.txt",
          "wc -c one.txt",
          "head -n 1 one.txt",
          "no-such-program a b",
          "./no-such-program",
          "./one.txt",
          "'a=b' x",
          "\\a=b x",
          "a\\=b x",
          "'if' x",
          "\\while x",
          "'echo hi'",
          "\"echo hi; ls\"",
          "a-b=c x",
          "1a=b x",
          "basename /a/b.c .c",
          "dirname /a/b.c",
          "seq 1 3",
          "tr a b",
          "echo ^ % @ + , . / : _ ]");

  /** Programs that need a shell. */
  static final List<String> FOR_SHELL =
      List.of(
          "echo -n hi",
          "echo -- hi",
          "echo --help me",
          "printf '%s|' a b c",
          "printf %s\\\\n x",
          "printf '%s\\n' é 😀",
          "printf %d 42",
          "echo 'a\\nb'",
          "echo a\\",
          "true --help",
          "test -f one.txt",
          "test -f missing.txt",
          "test a = b",
          "test -d .",
          "pwd -P",
          "\"\" x",
          "echo a; echo b",
          "echo a && echo b",
          "false || echo b",
          "echo a | cat",
          "echo a &",
          "cat < one.txt",
          "echo a > made.txt",
          "echo a 2>&1",
          "(echo a)",
          "{ echo a; }",
          "echo $HOME",
          "echo \"$HOME\"",
          "echo `echo a`",
          "echo \"`echo a`\"",
          "echo $(echo a)",
          "echo \"$(echo \"it's\")\"",
          "echo *.txt",
          "echo on?.txt",
          "echo [o]ne.txt",
          "echo {a,b}",
          "echo ~",
          "echo a # it's a comment",
          "echo hi!",
          "! true",
          "echo a\necho b",
          "true\n",
          "[ -f one.txt ]",
          "A=b",
          "A=b printenv A",
          "A='b c' printenv A",
          "A+=b",
          "cd /",
          "'cd' /",
          "\"cd\" /",
          "cd / && pwd",
          ". ./one.txt",
          ": anything",
          "eval echo hi",
          "exec echo hi",
          "exit 42",
          "export A",
          "set -e",
          "unset A",
          "trap '' INT",
          "type echo",
          "command -v sh",
          "umask 022",
          "ulimit -n",
          "wait",
          "read x",
          "source one.txt",
          "if true; then echo a; fi",
          "if",
          "for x in a b; do echo $x; done",
          "while false; do :; done",
          "case a in a) echo b ;; esac",
          "cat <<X\nit's\nX",
          "echo ${A:-b}",
          "echo \"${A:-\"c d\"}\"",
          "echo $((1 + 2))",
          "kill -l 9");

  /** What makes trouble, and two letters. */
  private static final String ALPHABET = "ab  '\"\\\n$`*#~={};&!";

  private static final int RANDOM_LINES = 400;

  @TempDir Path folder;

  @ParameterizedTest
  @FieldSource("AS_THEY_SAY")
  void wordsDoWhatAShellWouldDo(String text) throws Exception {
    makeFiles();
    Program program = read(text);
    assertThat(program).isInstanceOf(Program.Words.class);
    assertThat(execute(program)).isEqualTo(shell(text));
  }

  @ParameterizedTest
  @FieldSource("FOR_SHELL")
  void whatNeedsAShellReachesItUnchanged(String text) throws Exception {
    makeFiles();
    assertThat(read(text)).isEqualTo(new Program.ShellText(text));
    assertThat(execute(read(text))).isEqualTo(shell(text));
  }

  @Test
  void whateverIsExecutedAsItSaysHasTheArgumentsThatAShellWouldGiveIt() throws Exception {
    // A fixed seed: the same lines in every build.
    Random random = new Random(2);
    List<String> texts =
        IntStream.range(0, RANDOM_LINES)
            .mapToObj(_ -> "/usr/bin/printf '<%s>' x " + randomText(random))
            .filter(text -> Line.of(text).openWithin(0).isEmpty())
            .filter(text -> read(text) instanceof Program.Words)
            .toList();
    assertThat(texts).hasSizeGreaterThan(RANDOM_LINES / 20);
    for (String text : texts) {
      assertThat(execute(read(text))).as(text).isEqualTo(shell(text));
    }
  }

  @Test
  void theTextBeginsAtTheFirstWordAndEndsWithTheLine() {
    Line line = Line.of("run  -e  'A=b'   echo  \"$A\"  ; \t ls \n");
    assertThat(ProgramRule.read(line, 3, ProgramRule.Shell.AS_NEEDED))
        .isEqualTo(new Program.ShellText("echo  \"$A\"  ; \t ls \n"));
  }

  @Test
  void syntaxBeforeTheProgramIsNotItsOwn() {
    Line line = Line.of("run -e 'A'=$B* echo hi");
    assertThat(ProgramRule.read(line, 3, ProgramRule.Shell.AS_NEEDED))
        .isEqualTo(new Program.Words(List.of("echo", "hi")));
  }

  @Test
  void bothWaysCanBeForced() {
    Line plain = Line.of("echo  hi");
    assertThat(ProgramRule.read(plain, 0, ProgramRule.Shell.ALWAYS))
        .isEqualTo(new Program.ShellText("echo  hi"));
    Line syntax = Line.of("echo  $HOME '*' ; a=b");
    assertThat(ProgramRule.read(syntax, 0, ProgramRule.Shell.NEVER))
        .isEqualTo(new Program.Words(List.of("echo", "$HOME", "*", ";", "a=b")));
  }

  @Test
  void noWordIsAnyShell() {
    assertThat(read("")).isEqualTo(new Program.AnyShell());
    assertThat(ProgramRule.read(Line.of("run \n"), 1, ProgramRule.Shell.ALWAYS))
        .isEqualTo(new Program.AnyShell());
  }

  private static Program read(String text) {
    return ProgramRule.read(Line.of(text), 0, ProgramRule.Shell.AS_NEEDED);
  }

  private static String randomText(Random random) {
    return IntStream.range(0, random.nextInt(1, 12))
        .mapToObj(_ -> ALPHABET.charAt(random.nextInt(ALPHABET.length())))
        .map(String::valueOf)
        .collect(Collectors.joining());
  }

  private void makeFiles() throws IOException {
    Files.writeString(folder.resolve("one.txt"), "one 1\ntwo 2\n");
    Files.writeString(folder.resolve("with blank.txt"), "blank\n");
  }

  private Ended execute(Program program) throws Exception {
    return switch (program) {
      case Program.Words(List<String> words) -> start(words);
      case Program.ShellText(String text) -> shell(text);
      case Program.AnyShell() -> throw new AssertionError("nothing to execute");
    };
  }

  private Ended shell(String text) throws Exception {
    return start(List.of("/bin/sh", "-c", text));
  }

  private Ended start(List<String> words) throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder(words)
            .directory(folder.toFile())
            .redirectInput(Path.of("/dev/null").toFile())
            .redirectError(ProcessBuilder.Redirect.DISCARD);
    builder.environment().put("LC_ALL", "C.UTF-8");
    try {
      Process process = builder.start();
      byte[] output = process.getInputStream().readAllBytes();
      return new Ended(new String(output, StandardCharsets.UTF_8), process.waitFor());
    } catch (IOException e) {
      // As the gateway maps what the engine says (XCU 2.8.2).
      return new Ended(
          "", String.valueOf(e.getMessage()).contains("Permission denied") ? 126 : 127);
    }
  }

  private record Ended(String output, int code) {}
}
