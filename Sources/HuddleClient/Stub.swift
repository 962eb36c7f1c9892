enum HuddleClientStub {}
