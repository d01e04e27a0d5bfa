package concurrent.futures.kit;

import org.junit.jupiter.api.Nested;

/// The whole contract of an executor. Extend it, say how your executor is made, and run it:
///
/// ```java
/// class MyExecutorContractTest extends ExecutorContract {
///     @Override
///     protected ExecutorKind kind() {
///         return new ExecutorKind("mine", MyExecutor::new, Capability.KEEPS_EXCEPTION_OBJECTS);
///     }
/// }
/// ```
public abstract class ExecutorContract {
    /// For subclasses.
    protected ExecutorContract() {}

    /// The kind of executor that the contract is run against.
    ///
    /// @return the kind
    protected abstract ExecutorKind kind();

    @Nested
    class Futures extends FutureContract {
        @Override
        protected ExecutorKind kind() {
            return ExecutorContract.this.kind();
        }
    }

    @Nested
    class Callbacks extends CallbackContract {
        @Override
        protected ExecutorKind kind() {
            return ExecutorContract.this.kind();
        }
    }

    @Nested
    class Cancelling extends CancelContract {
        @Override
        protected ExecutorKind kind() {
            return ExecutorContract.this.kind();
        }
    }

    @Nested
    class AsCompleted extends AsCompletedContract {
        @Override
        protected ExecutorKind kind() {
            return ExecutorContract.this.kind();
        }
    }

    @Nested
    class WaitFor extends WaitForContract {
        @Override
        protected ExecutorKind kind() {
            return ExecutorContract.this.kind();
        }
    }

    @Nested
    class Maps extends MapContract {
        @Override
        protected ExecutorKind kind() {
            return ExecutorContract.this.kind();
        }
    }

    @Nested
    class MapFlow extends MapFlowContract {
        @Override
        protected ExecutorKind kind() {
            return ExecutorContract.this.kind();
        }
    }

    @Nested
    class Progress extends ProgressContract {
        @Override
        protected ExecutorKind kind() {
            return ExecutorContract.this.kind();
        }
    }

    @Nested
    class Lifecycle extends LifecycleContract {
        @Override
        protected ExecutorKind kind() {
            return ExecutorContract.this.kind();
        }
    }

    @Nested
    class BulkMethods extends ExecutorServiceContract {
        @Override
        protected ExecutorKind kind() {
            return ExecutorContract.this.kind();
        }
    }

    @Nested
    class Exceptions extends ExceptionContract {
        @Override
        protected ExecutorKind kind() {
            return ExecutorContract.this.kind();
        }
    }

    @Nested
    class Statistics extends StatisticsContract {
        @Override
        protected ExecutorKind kind() {
            return ExecutorContract.this.kind();
        }
    }

    @Nested
    class Events extends EventContract {
        @Override
        protected ExecutorKind kind() {
            return ExecutorContract.this.kind();
        }
    }

    @Nested
    class Arguments extends ArgumentContract {
        @Override
        protected ExecutorKind kind() {
            return ExecutorContract.this.kind();
        }
    }

    @Nested
    class Listeners extends ListenerContract {
        @Override
        protected ExecutorKind kind() {
            return ExecutorContract.this.kind();
        }
    }

    @Nested
    class Options extends OptionsContract {
        @Override
        protected ExecutorKind kind() {
            return ExecutorContract.this.kind();
        }
    }

    @Nested
    class Interrupts extends InterruptContract {
        @Override
        protected ExecutorKind kind() {
            return ExecutorContract.this.kind();
        }
    }

    @Nested
    class Contexts extends TaskContextContract {
        @Override
        protected ExecutorKind kind() {
            return ExecutorContract.this.kind();
        }
    }

    @Nested
    class NestedTasks extends NestedContract {
        @Override
        protected ExecutorKind kind() {
            return ExecutorContract.this.kind();
        }
    }

    @Nested
    class Shipping extends ShippingContract {
        @Override
        protected ExecutorKind kind() {
            return ExecutorContract.this.kind();
        }
    }

    @Nested
    class Residues extends ResidueContract {
        @Override
        protected ExecutorKind kind() {
            return ExecutorContract.this.kind();
        }
    }
}
