/// Who may be a node: certificates of the cluster's own authority, how they are made, and how they are checked.
package concurrent.futures.cluster.internal.security;
