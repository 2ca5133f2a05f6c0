package chat.service.trace;

import org.hibernate.dialect.MariaDBDialect;
import org.hibernate.engine.jdbc.dialect.spi.DialectResolutionInfo;
import org.hibernate.exception.spi.SQLExceptionConversionDelegate;

/**
 * MariaDB's dialect, which Hibernate asks what an exception means: the one place where it says that
 * a statement has failed. Named in persistence.xml.
 */
public final class TracedMariaDb extends MariaDBDialect {

  /** For Hibernate, which knows the version. */
  public TracedMariaDb(DialectResolutionInfo database) {
    super(database);
  }

  @Override
  public SQLExceptionConversionDelegate buildSQLExceptionConversionDelegate() {
    SQLExceptionConversionDelegate meaning = super.buildSQLExceptionConversionDelegate();
    return (failure, message, sql) -> {
      SqlSpans.failed();
      return meaning.convert(failure, message, sql);
    };
  }
}
