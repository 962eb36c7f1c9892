enum HuddleStoreStub {}
