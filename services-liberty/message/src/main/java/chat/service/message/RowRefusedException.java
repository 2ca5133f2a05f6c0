package chat.service.message;

/** The database refused a row for what it holds. The transaction is rolled back. */
final class RowRefusedException extends RuntimeException {
  RowRefusedException(Throwable cause) {
    super(cause);
  }
}
