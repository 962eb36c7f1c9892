enum HuddleServerStub {}
