package chat.schema;

import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.output.MigrateResult;

/**
 * Brings a database to the newest schema. Safe to start several times at once: the first one locks
 * the history table and the others wait. The services never migrate by themselves.
 */
public final class Migration {
  private Migration() {}

  /**
   * Applies what is missing, also to a database of the first version, whose rows it takes over.
   *
   * @return how many migrations were applied
   * @throws org.flywaydb.core.api.FlywayException when the database is away or a migration fails
   */
  public static int apply(Database database) {
    MigrateResult result =
        Flyway.configure()
            .dataSource(database.url(), database.user(), database.password())
            .locations("classpath:db/migration")
            .baselineOnMigrate(true)
            .baselineVersion("0")
            .connectRetries(10)
            .load()
            .migrate();
    return result.migrationsExecuted;
  }
}
