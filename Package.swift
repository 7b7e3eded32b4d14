// swift-tools-version: 6.0
import PackageDescription

/// Every edge between targets, and nothing else: `docs/decisions/0002-layers.md` says why.
/// TidyTests read this table; the build runs with `--explicit-target-dependency-import-check error`.
let layers: [(name: String, uses: [String])] = [
    ("Diagnostics", []),
    ("WireJSON", ["Diagnostics"]),
    ("CodeText", []),
    ("JSONRPC", ["WireJSON"]),
    ("ServiceModel", ["WireJSON"]),
    ("OpenRPC", ["ServiceModel", "WireJSON", "Diagnostics"]),
    ("PythonEmitter", ["ServiceModel", "WireJSON", "CodeText", "Diagnostics"]),
    (
        "SDKGenerator",
        ["OpenRPC", "PythonEmitter", "ServiceModel", "CodeText", "WireJSON", "Diagnostics"]
    ),
    ("Conformance", ["JSONRPC", "WireJSON", "Diagnostics"]),
    ("Peers", ["JSONRPC", "WireJSON", "CSystem"]),
    ("EmbeddedPython", ["CPythonABI", "CSystem"]),
    (
        "Harness",
        [
            "SDKGenerator", "Conformance", "Peers", "EmbeddedPython", "JSONRPC", "WireJSON",
            "CodeText",
            "Diagnostics", "CSystem",
        ]
    ),
    ("Reporting", ["Conformance", "JSONRPC", "WireJSON", "Diagnostics"]),
    (
        "assay",
        [
            "Harness", "Reporting", "SDKGenerator", "Conformance", "Peers", "EmbeddedPython",
            "JSONRPC",
            "WireJSON", "CodeText", "Diagnostics", "CSystem",
        ]
    ),
]

let settings: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
]

let testTargets: [(name: String, uses: [String])] = [
    ("WireJSONTests", ["WireJSON", "Diagnostics", "TestSupport"]),
    ("JSONRPCTests", ["JSONRPC", "WireJSON", "TestSupport"]),
    ("PeersTests", ["Peers", "JSONRPC", "WireJSON", "TestSupport"]),
    ("OpenRPCTests", ["OpenRPC", "ServiceModel", "WireJSON", "Diagnostics", "TestSupport"]),
    ("EmbeddedPythonTests", ["EmbeddedPython", "assay"]),
    ("ConformanceTests", ["Conformance", "JSONRPC", "WireJSON", "Diagnostics", "TestSupport"]),
    ("ConformanceTests", ["Conformance", "JSONRPC", "WireJSON", "Diagnostics"]),
    ("CodeTextTests", ["CodeText"]),
    (
        "PythonEmitterTests",
        ["PythonEmitter", "ServiceModel", "CodeText", "WireJSON", "Diagnostics"]
    ),
    (
        "EndToEndTests",
        [
            "SDKGenerator", "PythonEmitter", "ServiceModel", "CodeText", "WireJSON", "Diagnostics",
            "TestSupport",
        ]
    ),
    ("SDKGeneratorTests", ["SDKGenerator", "TestSupport"]),
    ("ConformanceTests", ["Conformance", "JSONRPC", "WireJSON", "Diagnostics"]),
    ("TidyTests", ["TestSupport"]),
]

func dependencies(_ names: [String]) -> [Target.Dependency] { names.map { .target(name: $0) } }

let package = Package(
    name: "assay",
    products: [
        .library(name: "SDKGenerator", targets: ["SDKGenerator"]),
        .executable(name: "assay", targets: ["assay"]),
    ],
    targets: [
        .target(name: "CSystem"),
        .target(name: "CPythonABI"),
        .target(name: "TestSupport", path: "Tests/TestSupport", swiftSettings: settings),
    ]
        + layers.map { layer in
            layer.name == "assay"
                ? .executableTarget(
                    name: layer.name, dependencies: dependencies(layer.uses),
                    swiftSettings: settings)
                : .target(
                    name: layer.name, dependencies: dependencies(layer.uses),
                    swiftSettings: settings)
        }
        + testTargets.map { tests in
            .testTarget(
                name: tests.name, dependencies: dependencies(tests.uses), swiftSettings: settings)
        }
)
