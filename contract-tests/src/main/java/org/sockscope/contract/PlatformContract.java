// SPDX-License-Identifier: Apache-2.0
package org.sockscope.contract;

import org.junit.jupiter.api.Nested;

/**
 * The contract of a platform, all of it. A platform's test class extends this one, says where
 * sockets come from and what the platform promises, and needs no test of its own for anything that
 * is said here.
 */
public abstract class PlatformContract {
  /** For the test class of a platform. */
  protected PlatformContract() {}

  /**
   * Makes the world of a test.
   *
   * @return a new world; the test closes it
   */
  protected abstract World world();

  /**
   * What the platform promises.
   *
   * @return the promises, the same on each call
   */
  protected abstract Promises promises();

  @Nested
  class Fields extends FieldsContract {
    Fields() {
      super(PlatformContract.this);
    }
  }

  @Nested
  class Kinds extends KindsContract {
    Kinds() {
      super(PlatformContract.this);
    }
  }

  @Nested
  class Statuses extends StatusContract {
    Statuses() {
      super(PlatformContract.this);
    }
  }

  @Nested
  class UnixSockets extends UnixContract {
    UnixSockets() {
      super(PlatformContract.this);
    }
  }

  @Nested
  class Holders extends HoldersContract {
    Holders() {
      super(PlatformContract.this);
    }
  }

  @Nested
  class Processes extends ProcessContract {
    Processes() {
      super(PlatformContract.this);
    }
  }

  @Nested
  class Queries extends QueryContract {
    Queries() {
      super(PlatformContract.this);
    }
  }

  @Nested
  class Cursors extends CursorContract {
    Cursors() {
      super(PlatformContract.this);
    }
  }

  @Nested
  class Scopes extends ScopeContract {
    Scopes() {
      super(PlatformContract.this);
    }
  }

  @Nested
  class WholeMachine extends WholeMachineContract {
    WholeMachine() {
      super(PlatformContract.this);
    }
  }
}
