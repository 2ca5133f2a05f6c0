package chat.service.runtime;

import chat.proto.ErrorCode;
import java.util.List;
import java.util.function.IntFunction;

/**
 * Some of the rows of a long list, as administrators look at one.
 *
 * @param more whether there are more behind the last one
 */
public record Page<T>(List<T> rows, boolean more) {
  private static final int DEFAULT_ROWS = 50;
  private static final int MAX_ROWS = 200;

  public Page {
    rows = List.copyOf(rows);
  }

  /**
   * The first rows of a query.
   *
   * @param limit 1 to {@value #MAX_ROWS}; 0 means {@value #DEFAULT_ROWS}
   * @param query finds so many rows at most
   * @throws Refused 400 for another limit
   */
  public static <T> Page<T> of(int limit, IntFunction<List<T>> query) {
    if (limit < 0 || limit > MAX_ROWS) {
      throw new Refused(ErrorCode.MALFORMED, "limit must be 1 to " + MAX_ROWS);
    }
    int rows = limit == 0 ? DEFAULT_ROWS : limit;
    List<T> found = query.apply(rows + 1);
    return new Page<>(found.subList(0, Math.min(rows, found.size())), found.size() > rows);
  }
}
