// SPDX-License-Identifier: Apache-2.0
package org.sockscope.platform.bsd;

/** What the three systems answer alike, from the scripted NetBSD. */
class ScriptedNetBsdCommonTest extends CommonQueries {
  ScriptedNetBsdCommonTest() {
    super("NetBSD", true);
  }
}
