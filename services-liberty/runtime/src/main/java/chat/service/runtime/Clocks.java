package chat.service.runtime;

import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import java.time.Clock;

/** Gives the beans their clock, which tests replace. */
@Dependent
class Clocks {

  @Produces
  @Dependent
  Clock utc() {
    return Clock.systemUTC();
  }
}
