enum HuddleWireStub {}
