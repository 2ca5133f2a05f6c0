package chat.gateway.dialect;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * Strict JSON for every dialect: valid UTF-8 only, one object and nothing behind it, no field
 * twice, numbers kept exactly. Safe for any number of threads.
 */
public final class Json {
  private static final int MAX_DEPTH = 32;

  private static final JsonMapper MAPPER = mapper();

  /** Writes the fields of one object. */
  @FunctionalInterface
  public interface Body {
    /** Called once, between the braces. */
    void write(JsonGenerator json) throws IOException;
  }

  /** Writes the fields of one object of several. */
  @FunctionalInterface
  public interface Each<T> {
    /** Called between the braces of what is written for this one. */
    void write(JsonGenerator json, T thing) throws IOException;
  }

  private Json() {}

  /**
   * Reads one object.
   *
   * @throws MalformedException when the bytes are anything else
   */
  public static ObjectNode parse(byte[] bytes) throws MalformedException {
    String text;
    try {
      // A new decoder reports bad bytes, where new String(bytes) would replace them.
      text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new MalformedException("the text is not valid UTF-8");
    }
    JsonNode node;
    try {
      node = MAPPER.readTree(text);
    } catch (JsonProcessingException e) {
      throw new MalformedException("this is not valid JSON");
    }
    if (node instanceof ObjectNode object) {
      return object;
    }
    throw new MalformedException("a JSON object is expected");
  }

  /** Writes one object as UTF-8. */
  public static byte[] object(Body body) {
    return object(body, new byte[0]);
  }

  /** Writes one object as UTF-8 and the terminator behind it. */
  static byte[] object(Body body, byte[] terminator) {
    var out = new ByteArrayOutputStream(256);
    try (JsonGenerator json = MAPPER.createGenerator(out)) {
      json.writeStartObject();
      body.write(json);
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory failed", e);
    }
    out.writeBytes(terminator);
    return out.toByteArray();
  }

  /** Writes a field that is an array of objects. */
  public static <T> void array(
      JsonGenerator json, String name, Iterable<? extends T> things, Each<T> fields)
      throws IOException {
    json.writeArrayFieldStart(name);
    for (T thing : things) {
      json.writeStartObject();
      fields.write(json, thing);
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static JsonMapper mapper() {
    JsonMapper mapper =
        JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            // Else emoji are written as two escapes, three times as long.
            .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
            .build();
    mapper
        .getFactory()
        .setStreamReadConstraints(
            StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build());
    return mapper;
  }
}
