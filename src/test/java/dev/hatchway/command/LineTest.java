package dev.hatchway.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LineTest {
  @Test
  void blanksTabsAndNewlinesSeparateWords() {
    assertThat(words(" run\techo  a\n b ")).containsExactly("run", "echo", "a", "b");
  }

  @Test
  void aLineOfBlanksHasNoWords() {
    assertThat(words("")).isEmpty();
    assertThat(words(" \t\n")).isEmpty();
  }

  @Test
  void otherWhiteSpaceBelongsToItsWord() {
    assertThat(words("a\rb c\u00a0d e\f")).containsExactly("a\rb", "c\u00a0d", "e\f");
  }

  @Test
  void singleQuotesKeepEverything() {
    assertThat(words("'a \"b\" \\c $d'")).containsExactly("a \"b\" \\c $d");
  }

  @Test
  void doubleQuotesKeepAllButFiveEscapes() {
    assertThat(words("\"\\$ \\` \\\" \\\\ \\\n\\n \\'\"")).containsExactly("$ ` \" \\ \\n \\'");
  }

  @Test
  void aBackslashQuotesOneCharacter() {
    assertThat(words("a\\ b \\' \\\\ \\n")).containsExactly("a b", "'", "\\", "n");
  }

  @Test
  void aBackslashBeforeANewlineJoinsTwoLines() {
    assertThat(words("ec\\\nho \\\n hi")).containsExactly("echo", "hi");
  }

  @Test
  void quotesInsideAWordBelongToIt() {
    assertThat(words("a'b c'd\"e f\"")).containsExactly("ab cde f");
  }

  @Test
  void emptyQuotesAreAnEmptyWord() {
    assertThat(words("'' \"\" a''")).containsExactly("", "", "a");
  }

  @Test
  void nothingIsExpanded() {
    assertThat(words("$HOME ~ * `id` {a,b} #x"))
        .containsExactly("$HOME", "~", "*", "`id`", "{a,b}", "#x");
  }

  @Test
  void everyWordKnowsWhereItBegins() {
    Line line = Line.of("  run  'a b'\t\"c\"");
    assertThat(line.words().stream().map(Word::start)).containsExactly(2, 7, 13);
  }

  @Test
  void placesCountCharactersAlsoAfterForeignOnes() {
    Line line = Line.of("é😀 run");
    assertThat(line.raw().substring(line.words().get(1).start())).isEqualTo("run");
  }

  @Test
  void aWordKnowsHowMuchOfItIsNotQuoted() {
    assertThat(Line.of("abc").words().getFirst().isPlain()).isTrue();
    assertThat(Line.of("ab''c").words().getFirst().plain()).isEqualTo(2);
    assertThat(Line.of("\\abc").words().getFirst().plain()).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"'", "\"", "echo 'a", "echo \"a", "echo it's", "a \"b 'c'", "\"a\\\"", "\"\\"})
  void anOpenQuoteIsNoticed(String raw) {
    assertThat(Line.of(raw).openWithin(0).orElseThrow()).contains("quote").contains("not closed");
  }

  @Test
  void anOpenQuoteIsNamedWithItsPlace() {
    assertThat(Line.of("echo 'a' \"b").open())
        .contains("the quote \" at character 10 is not closed");
  }

  @Test
  void aBackslashAtTheEndStandsForItself() {
    Line line = Line.of("echo a\\");
    assertThat(line.openWithin(0)).isEmpty();
    assertThat(line.words().getLast().text()).isEqualTo("a\\");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "echo \"$(echo \"it's\")\"",
        "echo hi # it's a comment",
        "cat <<X\nit's\nX",
        "echo ${x:-it\\'s} '",
        "echo `echo \"it's\"`",
        "echo $'it\\'s'"
      })
  void whatOnlyAShellCanTellIsLeftToIt(String raw) {
    assertThat(Line.of(raw).openWithin(0)).isEmpty();
  }

  @Test
  void aConstructBeforeThePlaceIsNoExcuse() {
    assertThat(Line.of("-e A=$(x) echo 'a").openWithin(10)).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        ";", "&", "|", "<", ">", "(", ")", "$", "*", "?", "[", "{", "}", "~", "#", "!", "`", "\n"
      })
  void everyCharacterOfShellSyntaxCountsUnlessItIsQuoted(String syntax) {
    assertThat(Line.of("ab" + syntax).hasSyntaxFrom(0)).isTrue();
    assertThat(Line.of("ab" + syntax).hasSyntaxFrom(3)).isFalse();
    assertThat(Line.of("'" + syntax + "'").hasSyntaxFrom(0)).isFalse();
    assertThat(Line.of("\\" + syntax).hasSyntaxFrom(0)).isFalse();
    assertThat(Line.of("\"" + syntax + "\"").hasSyntaxFrom(0))
        .isEqualTo(syntax.equals("$") || syntax.equals("`"));
  }

  @Test
  void aLongLineIsReadInOneGo() {
    String raw = "'a b' ".repeat(20_000);
    assertThat(Line.of(raw).words()).hasSize(20_000);
  }

  private static List<String> words(String raw) {
    return Line.of(raw).words().stream().map(Word::text).toList();
  }
}
