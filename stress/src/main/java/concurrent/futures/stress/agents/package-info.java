/// Agents under fire: who submits, who kills, and what the tasks can prove when it is over.
@NullMarked
package concurrent.futures.stress.agents;

import org.jspecify.annotations.NullMarked;
