package dev.hatchway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/**
 * Command lines that are easily read in another way than a shell reads them. Each goes through
 * {@code ssh} twice, as the program of an {@code enter} and as the line of a process login, and
 * does what {@code sh -c} does with the same text in the same container, whose sh is dash.
 */
@InWorld
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WordsTest {
  static final List<String> QUOTING =
      List.of(
          "echo hi",
          "echo  two   blanks",
          "   echo before",
          "echo after   ",
          "\techo\ttabs\t",
          "echo 'two  blanks'",
          "echo \"two  blanks\"",
          "echo two\\ \\ blanks",
          "echo it\\'s",
          "echo 'it'\\''s'",
          "echo \"it's\"",
          "echo 'say \"hi\"'",
          "echo \"say \\\"hi\\\"\"",
          "echo ''",
          "echo \"\"",
          "echo a '' b \"\" c",
          "\"\"",
          "'' x",
          "\"\" ; echo after",
          "echo a\"b\"'c'd",
          "'ec'ho \"h\"i",
          "e\\cho hi",
          "\\echo hi",
          "echo 'a\nb'",
          "echo \"a\nb\"",
          "echo a\\\nb",
          "echo \\\\",
          "echo '\\'",
          "echo a\\",
          "echo \"a\\b\"",
          "echo \"a\\\\b\"",
          "echo 'a\\nb\\tc'",
          "echo \\a\\b\\c",
          "echo '$HOME' \\$HOME \"\\$HOME\"",
          "echo '`id`' \"\\`id\\`\"",
          "echo '*' \\* \"*\"",
          "echo 'a;b' a\\;b \"a|b\" 'c&d' \"e>f\" g\\<h",
          "echo '#' \\# a#b '(' \")\" '{a,b}' '~' \\~",
          "echo \"a\rb\"",
          "echo a\u000bb\u000cc",
          "echo a\u00a0b",
          "printf '[%s]' a 'b  c' \"d'e\" f\\ g ''",
          "printf '[%s]' -a --b \"\" -",
          "/usr/bin/printf '%s|' 1 '2 3' \"4\"");

  static final List<String> UNICODE =
      List.of(
          "echo grüße",
          "echo 'naïve café' 😀 \"日本語\"",
          "echo 'e\u0301' a\u200bb",
          "printf '%s\\n' ünï | wc -c",
          "ls /höhle",
          "sh -c 'echo ß'",
          "größe",
          "X=ö; echo $X");

  static final List<String> OPTIONS =
      List.of(
          "echo -n no line end",
          "echo -e 'a\\tb'",
          "echo -n",
          "echo -- hi",
          "echo --version",
          "echo --help",
          "true --version",
          "false --help",
          "printf --version",
          "printf -- '%s' x",
          "cat --version",
          "env --help",
          "ls -1 --color=never /repo",
          "head -n 1 /etc/passwd",
          "-n",
          "--version",
          "--",
          "-n; echo after",
          "test -n x",
          "test -n ''",
          "test a -eq 1",
          "test --help",
          "[ -d /tmp ]",
          "[ a = b ]",
          "pwd --version",
          "kill -l 9",
          "sort -n /etc/group");

  static final List<String> OPERATORS =
      List.of(
          "echo a; echo b",
          "echo a && echo b",
          "false && echo b",
          "false || echo b",
          "echo a | tr a b",
          "exit 3 | cat",
          "echo out; echo err >&2; exit 5",
          "ls /none 2>&1",
          "ls /none 2>/dev/null",
          "echo a >/tmp/words && cat </tmp/words",
          "cat <<X\n$HOME it's\nX",
          "cat <<'X'\n$HOME it's\nX",
          "echo a # comment it's",
          "# only a comment",
          "echo a\necho b",
          "echo a\n\n",
          "\necho a",
          "(echo a; exit 4)",
          "{ echo a; exit 6; }",
          "sleep 0 & wait; echo done",
          "! true",
          "! false",
          "echo {a,b}",
          "echo /et[c] /etc/pass* /none*",
          "echo ?",
          "echo ~ ~root",
          "echo $((1 + 2)) $(echo sub) `echo old`",
          "echo \"$(echo \"it's\")\"",
          "echo ${NONE:-a b} \"${NONE:-c  d}\"",
          "echo $0 $# \"$@\"",
          "echo a=b =c d=",
          "ls |& cat",
          "echo ;; b",
          "echo )",
          "&& echo a",
          "echo $'a\\tb'");

  static final List<String> BUILT_INS =
      List.of(
          "A=b",
          "A=b printenv A",
          "'A=b' env",
          "A+=b echo x",
          "cd /tmp && pwd",
          "cd /none",
          "cd /tmp",
          "'cd' /none",
          ": ignored",
          ". /none",
          "eval 'echo a; echo b'",
          "exec echo replaced",
          "exit 42",
          "exit",
          "export A=b; printenv A",
          "set -- a b; echo $2",
          "set -e; false; echo never",
          "trap 'echo bye' EXIT; exit 9",
          "type cd",
          "command -v cat",
          "umask",
          "ulimit -c",
          "unset HOME; echo $HOME.",
          "read x",
          "test 1 -lt 2",
          "pwd",
          "printf '%d' abc",
          "printf '%b' 'a\\tb'",
          "true",
          "false",
          "times extra >/dev/null",
          "kill -9 $$",
          "kill -TERM $$",
          "if true; then echo yes; fi",
          "if",
          "for x in a b; do echo $x; done",
          "while false; do :; done",
          "case a in a) echo matched;; esac",
          "f() { echo \"$1\"; }; f x",
          "time true",
          "then",
          "source /none",
          "bash -c 'echo $0 $1' zero one",
          "sh -c 'exit 7'",
          "env A='b  c' printenv A",
          "expr 3 '*' 4",
          "no-such-program",
          "no-such-program 'a b'",
          "./no-such-program",
          "/etc/passwd",
          "/tmp",
          "cat /none",
          "sed -n '1s/:.*//p' /etc/passwd",
          "tr a-z A-Z");

  private final World world;
  private final Multiplexed app;
  private final Multiplexed process;

  WordsTest(World world) {
    this.world = world;
    world.tools();
    this.app = Multiplexed.open(world.ssh().as(world.tools().name()));
    this.process = Multiplexed.open(world.ssh().as(world.tools().name() + "+web.1"));
  }

  @AfterAll
  void close() {
    app.close();
    process.close();
  }

  @ParameterizedTest
  @FieldSource({"QUOTING", "UNICODE", "OPTIONS", "OPERATORS", "BUILT_INS"})
  void aLineDoesWhatAShellDoesWithIt(String line) {
    Said shell = shell(line);
    assertThat(said(app.run("enter web.1 -- " + line))).as("enter").isEqualTo(shell);
    assertThat(said(process.run(line))).as("login").isEqualTo(shell);
  }

  /** A blank before it, so that a line that begins with a dash is no option of the shell. */
  private Said shell(String line) {
    String container = world.tools().container();
    String text = line.startsWith("-") ? " " + line : line;
    return said(world.engine().tried("exec", container, "/bin/sh", "-c", text));
  }

  private static Said said(Result result) {
    return new Said(result.code(), result.out(), complaint(result));
  }

  /** What did not start is said by the shell in its words and by the gateway in others. */
  private static String complaint(Result result) {
    boolean started = result.code() != 126 && result.code() != 127;
    return started ? result.err() : "not started";
  }

  private record Said(int code, String out, String err) {}
}
