enum HuddleTestSupportStub {}
