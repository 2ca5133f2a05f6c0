package chat.schema;

/** Applies the migrations to the database that the environment names, and exits. */
public final class MigrateMain {
  private MigrateMain() {}

  /** Exit code 0 when the schema is up to date, 1 with a stack trace when it could not be done. */
  public static void main(String[] args) {
    Database database = Database.of(System.getenv());
    int applied = Migration.apply(database);
    System.out.println(database.url() + " is up to date, migrations applied: " + applied);
  }
}
