package chat.e2e.script;

import chat.e2e.client.Json;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeType;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Texts with placeholders. {@code <name>} stands for a value: where it is known, for that one;
 * where it is first met in an expected answer, for whatever is there, which is known from then on.
 * {@code <any>} is never remembered. {@code <x*100>} is a hundred times x. In an expected answer
 * {@code "<name>"} is a text and {@code <name>} without quotes anything else; a text that holds a
 * JSON object is compared as JSON.
 */
public final class Template {
  private static final Pattern KNOWN = Pattern.compile("<([a-z][a-z0-9.-]*)>");
  private static final Pattern REPEATED = Pattern.compile("<([^<>]{1,8})\\*([0-9]+)>");
  private static final Pattern TEXT = Pattern.compile("<([a-z][a-z0-9.-]*)>");
  private static final Pattern VALUE = Pattern.compile("\u0001([a-z][a-z0-9.-]*)");

  private final Map<String, String> values = new HashMap<>();

  /** Makes a value known. */
  public void put(String name, String value) {
    values.put(name, value);
  }

  /** Fills in what is known; what looks like a placeholder but is not known stays as it is. */
  public String fill(String text) {
    String repeated =
        REPEATED
            .matcher(text)
            .replaceAll(
                match ->
                    Matcher.quoteReplacement(
                        match.group(1).repeat(Integer.parseInt(match.group(2)))));
    return KNOWN
        .matcher(repeated)
        .replaceAll(
            match -> Matcher.quoteReplacement(values.getOrDefault(match.group(1), match.group())));
  }

  /** Why the answer is not the expected one; empty when it is. */
  public Optional<String> mismatch(String expected, String actual) {
    return mismatch("", Json.parse(quotePlaceholders(expected)), Json.parse(actual));
  }

  private Optional<String> mismatch(String path, JsonNode expected, JsonNode actual) {
    if (expected.isTextual()) {
      return mismatchOfText(path, expected.textValue(), actual);
    }
    if (expected.isObject() && actual.isObject()) {
      Set<String> names = new TreeSet<>();
      expected.fieldNames().forEachRemaining(names::add);
      Set<String> actualNames = new TreeSet<>();
      actual.fieldNames().forEachRemaining(actualNames::add);
      if (!names.equals(actualNames)) {
        return Optional.of(path + " has the fields " + actualNames + ", not " + names);
      }
      return names.stream()
          .flatMap(
              name -> mismatch(path + "." + name, expected.get(name), actual.get(name)).stream())
          .findFirst();
    }
    if (expected.isArray() && actual.isArray() && expected.size() == actual.size()) {
      Iterator<JsonNode> items = actual.iterator();
      int i = 0;
      for (JsonNode item : expected) {
        Optional<String> mismatch = mismatch(path + "[" + i++ + "]", item, items.next());
        if (mismatch.isPresent()) {
          return mismatch;
        }
      }
      return Optional.empty();
    }
    return expected.equals(actual)
        ? Optional.empty()
        : Optional.of(path + " is " + actual + ", not " + expected);
  }

  private Optional<String> mismatchOfText(String path, String expected, JsonNode actual) {
    Matcher value = VALUE.matcher(expected);
    if (value.matches()) {
      return value.group(1).equals("any")
          ? Optional.empty()
          : mismatchOfPlaceholder(path, value.group(1), actual, !actual.isTextual());
    }
    Matcher text = TEXT.matcher(expected);
    if (text.matches()) {
      return text.group(1).equals("any") && actual.isTextual()
          ? Optional.empty()
          : mismatchOfPlaceholder(path, text.group(1), actual, actual.isTextual());
    }
    if (expected.startsWith("{") && actual.isTextual() && actual.textValue().startsWith("{")) {
      return mismatch(expected, actual.textValue());
    }
    String filled = fill(expected);
    return actual.getNodeType() == JsonNodeType.STRING && actual.textValue().equals(filled)
        ? Optional.empty()
        : Optional.of(path + " is " + actual + ", not \"" + filled + "\"");
  }

  private Optional<String> mismatchOfPlaceholder(
      String path, String name, JsonNode actual, boolean isRightType) {
    if (!isRightType) {
      return Optional.of(path + " is " + actual + ", which is not the type of <" + name + ">");
    }
    String known = values.putIfAbsent(name, actual.asText());
    return known == null || known.equals(actual.asText())
        ? Optional.empty()
        : Optional.of(path + " is " + actual + ", but <" + name + "> is " + known);
  }

  /** Makes JSON of a template: placeholders outside of texts become marked texts. */
  private static String quotePlaceholders(String template) {
    var json = new StringBuilder();
    boolean inText = false;
    for (int i = 0; i < template.length(); i++) {
      char c = template.charAt(i);
      if (inText && c == '\\') {
        json.append(c).append(template.charAt(++i));
      } else if (!inText && c == '<') {
        int end = template.indexOf('>', i);
        json.append("\"\\u0001").append(template, i + 1, end).append('"');
        i = end;
      } else {
        inText ^= c == '"';
        json.append(c);
      }
    }
    return json.toString();
  }
}
