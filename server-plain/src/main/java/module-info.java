/// The server on the JDK alone: what it requires is the contract and the base module, and no framework.
module pudding.plain {
    requires transitive pudding.contract;
    requires static org.jspecify;

    exports pudding.plain;
}
